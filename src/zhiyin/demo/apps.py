from zhiyin.kernel.rooms import Room


class DemoRoom(Room):
    default = True
    name = "zhiyin.demo"
