from zhiyin.kernel.rooms import Room


class OrdersRoom(Room):
    default = True
    name = "zhiyin.listen.orders"
