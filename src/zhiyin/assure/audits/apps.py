from zhiyin.kernel.rooms import Room


class AuditsRoom(Room):
    default = True
    name = "zhiyin.assure.audits"
