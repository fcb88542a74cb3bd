"""Acts on measures, their progress, evidence and reminders: one transaction each."""
