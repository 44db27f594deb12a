from zhiyin.kernel.rooms import Room


class ProposalsRoom(Room):
    default = True
    name = "zhiyin.improve.proposals"
