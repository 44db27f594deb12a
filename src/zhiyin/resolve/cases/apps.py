from zhiyin.kernel.rooms import Room


class CasesRoom(Room):
    default = True
    name = "zhiyin.resolve.cases"
