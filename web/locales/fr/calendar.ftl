calendar-meeting = Rendez-vous : { $with }
calendar-gone = Rendez-vous annulé ou déplacé
