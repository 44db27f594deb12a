from zhiyin.kernel.rooms import Room


class FeedbackRoom(Room):
    default = True
    name = "zhiyin.listen.feedback"
