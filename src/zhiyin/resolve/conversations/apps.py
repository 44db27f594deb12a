from zhiyin.kernel.rooms import Room


class ConversationsRoom(Room):
    default = True
    name = "zhiyin.resolve.conversations"
