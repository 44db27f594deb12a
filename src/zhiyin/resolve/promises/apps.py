from zhiyin.kernel.rooms import Room


class PromisesRoom(Room):
    default = True
    name = "zhiyin.resolve.promises"
