from zhiyin.kernel.rooms import Room


class CompensationRoom(Room):
    default = True
    name = "zhiyin.recover.compensation"
