from zhiyin.kernel.rooms import Room


class FairnessRoom(Room):
    default = True
    name = "zhiyin.assure.fairness"
