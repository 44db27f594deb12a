from zhiyin.kernel.rooms import Room


class OutreachRoom(Room):
    default = True
    name = "zhiyin.care.outreach"
