"""What the reader of MPXJ finds in a project file, one task a line with its fields apart by tabs, and where its scheduler puts each."""
import sys

import jpype
import mpxj  # noqa: F401  (tells jpype where its classes are)

jpype.startJVM()
from org.mpxj import ConstraintType, Duration, ScheduleFrom, TimeUnit  # noqa: E402
from org.mpxj.cpm import MicrosoftScheduler  # noqa: E402
from org.mpxj.reader import UniversalProjectReader  # noqa: E402

project = UniversalProjectReader().read(sys.argv[1])
for task in project.getTasks():
    if task.getSummary() or not task.getNotes():
        continue
    links = sorted(
        f"{link.getPredecessorTask().getNotes()} {link.getType()} {link.getLag()}" for link in task.getPredecessors()
    )
    who = [str(one.getResource().getName()) for one in task.getResourceAssignments()]
    fields = [task.getNotes(), task.getStart(), task.getFinish(), task.getDuration(), task.getMilestone()]
    fields += [task.getConstraintType(), task.getDeadline() or "", ";".join(links), ";".join(who)]
    print("\t".join(str(field) for field in fields))
calendar = project.getDefaultCalendar()
print("calendar", calendar.getName(), *(str(off.getName()) for off in calendar.getCalendarExceptions()), sep="\t")
# It schedules from a start alone. A plan made from its finish stands on the late dates of a project that ends on that day.
properties = project.getProjectProperties()
from_finish = properties.getScheduleFrom() == ScheduleFrom.FINISH
tasks = [task for task in project.getTasks() if not task.getSummary() and task.getNotes() and task.getStart()]
if from_finish:
    nothing = Duration.getInstance(0, TimeUnit.DAYS)
    end = project.addTask()
    for put in (end.setDuration, end.setActualDuration, end.setRemainingDuration):
        put(nothing)
    end.setConstraintType(ConstraintType.MUST_FINISH_ON)
    end.setConstraintDate(properties.getFinishDate())
MicrosoftScheduler().schedule(project, properties.getStartDate())
for task in tasks:
    start, finish = (task.getLateStart(), task.getLateFinish()) if from_finish else (task.getStart(), task.getFinish())
    print("scheduled", task.getNotes(), start, finish, sep="\t")
