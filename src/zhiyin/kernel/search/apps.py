from zhiyin.kernel.rooms import Room


class SearchRoom(Room):
    default = True
    name = "zhiyin.kernel.search"
