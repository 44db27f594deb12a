from zhiyin.kernel.rooms import Room


class ValueRoom(Room):
    default = True
    name = "zhiyin.understand.value"
