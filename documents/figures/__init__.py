"""Figures at a glance: drawings of bars, and how many documents there are by month and level."""
