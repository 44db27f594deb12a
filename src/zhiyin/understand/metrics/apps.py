from zhiyin.kernel.rooms import Room


class MetricsRoom(Room):
    default = True
    name = "zhiyin.understand.metrics"
