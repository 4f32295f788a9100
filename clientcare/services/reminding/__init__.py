"""What needs the owner: Today, reminders, snoozing, the calendar file."""
