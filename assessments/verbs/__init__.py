"""Acts on frameworks, scores and findings: keyword-only functions, one transaction each."""
