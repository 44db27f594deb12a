from zhiyin.kernel.rooms import Room


class FollowupRoom(Room):
    default = True
    name = "zhiyin.recover.followup"
