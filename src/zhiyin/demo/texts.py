"""What the simulated customers and agents write, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Subject:
    """One matter people write about: which units it comes from with which weight, and its sentences by language."""

    units: dict[str, float]
    titles: dict[str, tuple[str, ...]]
    matters: dict[str, tuple[str, ...]]
    mood: float  # −1 angry … 1 delighted: decides which endings are drawn
    severity: tuple[int, int, int] = (5, 35, 60)  # weights of severity 1, 2, 3


HOTELS = {"shanghai": 1.0, "hangzhou": 1.0}
SHOP = {"shop": 1.0}
ALL = {"shanghai": 0.6, "hangzhou": 0.6, "shop": 1.0}

SUBJECTS: dict[str, Subject] = {
    "wifi": Subject(
        {"shanghai": 1.0, "hangzhou": 1.0},
        {
            "zh": ("房间WiFi连不上", "网络太慢", "无线网总断线"),
            "en": ("Wifi does not work", "Very slow internet", "Wi-Fi keeps dropping"),
        },
        {
            "zh": (
                "{room}房间的WiFi一直连不上，试了好几次都不行。",
                "晚上网速特别慢，视频会议根本开不了，网络一直断。",
                "无线网络每隔几分钟就断线，需要重新输密码。",
                "房间里WiFi信号只有一格，连邮件都发不出去。",
            ),
            "en": (
                "The wifi in room {room} will not connect, I tried many times.",
                "The internet is so slow at night that my video calls fail.",
                "The wireless network drops every few minutes and asks for the password again.",
                "There is hardly any wifi signal in room {room}, I cannot even send an email.",
            ),
        },
        -0.6,
    ),
    "cleanliness": Subject(
        HOTELS,
        {
            "zh": ("房间卫生问题", "床单不干净", "卫生间有异味"),
            "en": ("Room was not clean", "Dirty sheets", "Smell in the bathroom"),
        },
        {
            "zh": (
                "{room}房的床单上有污渍，卫生间地上还有头发。",
                "房间没有打扫干净，桌上都是灰，垃圾桶也没清。",
                "卫生间有异味，毛巾看起来不干净。",
            ),
            "en": (
                "The sheets in room {room} were stained and there was hair on the bathroom floor.",
                "The room had not been cleaned properly, there was dust everywhere.",
                "The bathroom smells and the towels look dirty.",
            ),
        },
        -0.7,
    ),
    "noise": Subject(
        HOTELS,
        {
            "zh": ("隔壁太吵", "空调噪音大", "晚上无法休息"),
            "en": ("Too noisy", "Noisy air conditioner", "Could not sleep"),
        },
        {
            "zh": (
                "隔音太差，隔壁说话听得一清二楚，一晚上没睡好。",
                "空调声音非常大，关了又太热，{room}房。",
                "凌晨走廊很吵，影响休息。",
            ),
            "en": (
                "The walls are thin, I heard every word from next door and could not sleep.",
                "The air conditioner in room {room} is extremely loud.",
                "It was very noisy in the corridor after midnight.",
            ),
        },
        -0.5,
    ),
    "breakfast": Subject(
        HOTELS,
        {
            "zh": ("早餐建议", "早餐几点开始", "早餐品种少"),
            "en": ("About breakfast", "Breakfast hours", "Little choice at breakfast"),
        },
        {
            "zh": (
                "请问早餐几点开始？可以提前打包吗？",
                "早餐品种有点少，希望多一些素食。",
                "今天早餐的粥是凉的，希望改进。",
            ),
            "en": (
                "What time does breakfast start, and can I have it packed?",
                "There was little choice at breakfast, more vegetarian dishes please.",
                "The porridge was cold at breakfast today.",
            ),
        },
        -0.1,
        (0, 10, 90),
    ),
    "booking": Subject(
        HOTELS,
        {
            "zh": ("修改预订", "取消预订", "预订没有找到"),
            "en": ("Change my booking", "Cancel my reservation", "Booking not found"),
        },
        {
            "zh": (
                "我想把{day}的预订改到后一天，请帮忙确认。",
                "行程有变，需要取消{day}的预订，请问有手续费吗？",
                "前台说找不到我的预订，订单号是{order}，请尽快核实。",
            ),
            "en": (
                "I would like to move my reservation of {day} by one day, please confirm.",
                "My plans changed and I need to cancel the booking for {day}. Is there a fee?",
                "The front desk could not find my booking {order}, please check quickly.",
            ),
        },
        0.0,
        (2, 38, 60),
    ),
    "invoice": Subject(
        ALL,
        {
            "zh": ("开发票", "发票抬头错误", "还没收到发票"),
            "en": ("Invoice please", "Wrong company name on the invoice", "Invoice not received"),
        },
        {
            "zh": (
                "请帮我开一张增值税发票，订单{order}。",
                "发票抬头写错了，麻烦重开。",
                "上周说好的电子发票到现在还没收到。",
            ),
            "en": (
                "Please issue an invoice for order {order}.",
                "The company name on my invoice is wrong, please issue it again.",
                "I still have not received the invoice promised last week.",
            ),
        },
        -0.1,
        (0, 15, 85),
    ),
    "billing": Subject(
        ALL,
        {
            "zh": ("重复扣款", "账单金额不对", "押金没退"),
            "en": ("Charged twice", "Wrong amount on my bill", "Deposit not returned"),
        },
        {
            "zh": (
                "订单{order}被重复扣款了，请核对。",
                "结账金额比预订时的价格多了，不明白为什么多收费。",
                "退房三天了，押金还没有退回来。",
            ),
            "en": (
                "I was charged twice for order {order}, please check.",
                "The amount on the bill is higher than the price I booked. Why was I charged more?",
                "I checked out three days ago and the deposit has not been returned.",
            ),
        },
        -0.5,
        (8, 62, 30),
    ),
    "delivery": Subject(
        SHOP,
        {
            "zh": ("订单还没发货", "快递太慢", "物流没有更新"),
            "en": ("Order not shipped", "Delivery is late", "No tracking update"),
        },
        {
            "zh": (
                "我的订单{order}还没有发货，已经等了五天。",
                "快递好几天没动了，什么时候能送到？",
                "物流信息一直不更新，包裹是不是丢了？",
            ),
            "en": (
                "My order {order} has not been shipped after five days.",
                "The parcel has not moved for days, when will it be delivered?",
                "The tracking has not been updated, is my package lost?",
            ),
        },
        -0.4,
        (3, 57, 40),
    ),
    "refund": Subject(
        SHOP,
        {
            "zh": ("申请退款", "退款没到账", "想退货"),
            "en": ("Refund request", "Refund not received", "I want to return it"),
        },
        {
            "zh": ("我要申请退款，订单{order}。", "退货一周了，退款还没到账。", "收到的和图片不一样，我想退货退钱。"),
            "en": (
                "I want a refund for order {order}.",
                "I returned it a week ago and the refund has not arrived.",
                "It looks different from the picture, I want to return it and get my money back.",
            ),
        },
        -0.4,
        (4, 56, 40),
    ),
    "quality": Subject(
        SHOP,
        {
            "zh": ("商品有质量问题", "收到就是坏的", "用了两天就坏了"),
            "en": ("Poor quality", "Arrived broken", "Broke after two days"),
        },
        {
            "zh": (
                "收到的水壶漏水，质量太差了。",
                "打开包装发现商品是坏的，订单{order}。",
                "才用了两天就坏了，质量有问题。",
            ),
            "en": (
                "The kettle leaks, the quality is really poor.",
                "The item in order {order} was broken when I opened the box.",
                "It broke after two days, the quality is bad.",
            ),
        },
        -0.7,
        (6, 64, 30),
    ),
    "praise": Subject(
        ALL,
        {"zh": ("表扬前台", "服务很好", "感谢你们"), "en": ("Great service", "Thank you", "Compliment to your staff")},
        {
            "zh": (
                "前台的小姑娘非常热情，帮我解决了大问题，特别感谢！",
                "这次住得很舒服，服务非常周到，下次还来。",
                "客服很耐心，处理得很快，点赞。",
            ),
            "en": (
                "The lady at the front desk was wonderful and solved my problem, thank you so much!",
                "We had a very comfortable stay, great service, we will come back.",
                "Your support was patient and quick, excellent.",
            ),
        },
        0.9,
        (0, 0, 100),
    ),
}

#: how often each matter comes up in an ordinary week
SHARES = {
    "wifi": 6, "cleanliness": 9, "noise": 7, "breakfast": 8, "booking": 16, "invoice": 9,
    "billing": 9, "delivery": 16, "refund": 10, "quality": 8, "praise": 6,
}  # fmt: skip

GREETINGS = {"zh": ("您好，", "你好，", "", "", "客服您好，"), "en": ("Hello, ", "Hi, ", "", "Dear team, ")}
ENDINGS = {
    ("zh", True): ("请尽快处理！", "太让人失望了。", "真的很生气，请给个说法。", "希望尽快解决。", "已经联系过一次了，没人理。"),
    ("zh", False): ("谢谢！", "麻烦了。", "", "辛苦了，谢谢。"),
    ("en", True): ("Please fix this quickly!", "I am very disappointed.", "This is unacceptable.", "I already wrote once and nobody answered."),
    ("en", False): ("Thanks!", "Thank you.", "", "Many thanks in advance."),
}  # fmt: skip

REPLIES = {
    "zh": (
        "{name}您好，给您添麻烦了，非常抱歉。我已经为您核实，{step}。有进展我会第一时间告诉您。",
        "{name}您好，感谢您告诉我们。{step}，请您放心。",
        "您好{name}，我是{agent}。我理解您的着急，{step}，今天之内给您答复。",
    ),
    "en": (
        "Dear {name}, I am sorry for the trouble. I have looked into it: {step}. I will keep you posted.",
        "Hello {name}, thank you for telling us. {step}.",
        "Dear {name}, this is {agent}. I understand your concern; {step}, and you will hear from me today.",
    ),
}
STEPS = {
    "zh": ("工程师正在检查设备", "我们已安排同事跟进", "退款已提交，三个工作日内到账", "已为您重新登记并备注", "已请仓库今天优先处理"),
    "en": ("our engineer is checking it", "a colleague is already on it", "the refund is on its way and takes three working days",
           "your booking has been updated", "the warehouse handles it first today"),
}  # fmt: skip
REMARKS = {
    ("zh", True): ("回复很快，谢谢。", "处理得很好。", "态度很好，问题解决了。", ""),
    ("zh", False): ("等了太久才有人回复。", "问题没有真正解决。", "说好的时间没有做到。", ""),
    ("en", True): ("Quick reply, thank you.", "Well handled.", "Friendly and solved.", ""),
    ("en", False): ("I waited far too long.", "My problem was not really solved.", "You did not keep the time you promised.", ""),
}  # fmt: skip

DAYS = {
    "zh": ("周五", "周六", "下周一", "这周日", "明天"),
    "en": ("Friday", "Saturday", "next Monday", "Sunday", "tomorrow"),
}


def written(topic: str, language: str, rng: Random) -> tuple[str, str]:
    """A title and a text about a topic as a customer would write them."""
    subject = SUBJECTS[topic]
    upset = rng.random() < max(0.0, -subject.mood)
    matter = rng.choice(subject.matters[language]).format(
        room=rng.randint(3, 24) * 100 + rng.randint(1, 32),
        order=f"HM{rng.randint(100000, 999999)}",
        day=rng.choice(DAYS[language]),
    )
    space = " " if language == "en" else ""
    text = f"{rng.choice(GREETINGS[language])}{matter}{space}{rng.choice(ENDINGS[language, upset])}".strip()
    return rng.choice(subject.titles[language]), text


def replied(language: str, name: str, agent: str, rng: Random) -> str:
    """What an agent answers."""
    return rng.choice(REPLIES[language]).format(name=name, agent=agent, step=rng.choice(STEPS[language]))
