from zhiyin.kernel.rooms import Room


class ImportsRoom(Room):
    default = True
    name = "zhiyin.kernel.imports"
