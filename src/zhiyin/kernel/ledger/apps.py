from zhiyin.kernel.rooms import Room


class LedgerRoom(Room):
    default = True
    name = "zhiyin.kernel.ledger"
