from zhiyin.kernel.rooms import Room


class TimelineRoom(Room):
    default = True
    name = "zhiyin.kernel.timeline"
