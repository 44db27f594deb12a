from zhiyin.kernel.rooms import Room


class ChannelsRoom(Room):
    default = True
    name = "zhiyin.listen.channels"
