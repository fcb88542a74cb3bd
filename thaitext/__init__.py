"""Pure functions on Thai text: digits, numbers, dates, fiscal years, words.

Imports nothing of the project and nothing of Django. Inside the program digits are Arabic and dates are
`datetime.date`; Thai digits and Buddhist dates exist only in what people type and in what they read.
"""
