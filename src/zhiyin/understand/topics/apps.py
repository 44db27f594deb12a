from zhiyin.kernel.rooms import Room


class TopicsRoom(Room):
    default = True
    name = "zhiyin.understand.topics"
