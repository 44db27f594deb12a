from zhiyin.kernel.rooms import Room


class ExperimentsRoom(Room):
    default = True
    name = "zhiyin.improve.experiments"
