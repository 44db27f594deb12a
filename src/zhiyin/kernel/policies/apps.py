from zhiyin.kernel.rooms import Room


class PoliciesRoom(Room):
    default = True
    name = "zhiyin.kernel.policies"
