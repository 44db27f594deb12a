from zhiyin.kernel.rooms import Room


class HotspotsRoom(Room):
    default = True
    name = "zhiyin.understand.hotspots"
