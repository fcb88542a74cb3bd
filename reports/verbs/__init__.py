"""Acts on jobs and documents: one transaction each."""
