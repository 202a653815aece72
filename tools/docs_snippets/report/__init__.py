"""How results are shown: terminal output, summaries, one writer per format, the HTML report.

Never decides what is a finding.
"""
