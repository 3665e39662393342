"""Reminders: what is to be told to which post today, the letter, the mail server, and the task that sees to it."""
