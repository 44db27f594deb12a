from zhiyin.kernel.rooms import Room


class SurveysRoom(Room):
    default = True
    name = "zhiyin.listen.surveys"
