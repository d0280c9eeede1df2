calendar-meeting = Meeting: { $with }
calendar-gone = Meeting cancelled or moved
