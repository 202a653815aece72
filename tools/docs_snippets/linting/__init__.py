"""The contract of a rule, and the engine that runs rules: ignores, baseline, fingerprints, fixes.

Never imports a rule: they are found by name.
"""
