from zhiyin.kernel.rooms import Room


class FaceRoom(Room):
    default = True
    name = "zhiyin.face"
