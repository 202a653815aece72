"""What code blocks of a page hold: shell, manifests, patches, settings, and the steps they make up.

Never decides whether something is worth a finding.
"""
