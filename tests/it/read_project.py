"""What the reader of MPXJ finds in a project file: one task a line, its fields apart by tabs."""
import sys

import jpype
import mpxj  # noqa: F401  (tells jpype where its classes are)

jpype.startJVM()
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
