from zhiyin.kernel.rooms import Room


class JobsRoom(Room):
    default = True
    name = "zhiyin.kernel.jobs"
