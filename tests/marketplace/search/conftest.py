"""A village of thirty things to be found, and an index of them."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from marketplace.db import make_engine as make_engine_of_database
from marketplace.search import Document, SearchEngine
from marketplace.search.sql_engine import SqlEngine
from marketplace.search.whoosh_engine import WhooshEngine
from tests import databases

PROJECTS = [
    ("濮院毛衫小单工坊", "Small-batch knitwear workshop", "毛衫 小单快反", "knitwear", "JX05", "330483", 80_000),
    ("毛衫织补与改色", "Mending fine pullovers", "织补", "mending", "JX05", "330483", 8_000),
    ("海宁皮衣寄修", "Leather coats restored by post", "皮革 寄修", "leather care", "JX01", "330481", 42_000),
    ("皮革边角料材料包", "Kits from leather offcuts", "皮料", "craft kits", "JX01", "330481", 15_000),
    ("乌镇民宿早餐篮", "Breakfast baskets for homestays", "民宿 早餐", "homestay", "JX27", "330483", 20_000),
    ("西塘客栈代管家", "Booking butler for inns", "客栈", "inn management", "JX27", "330421", 12_000),
    ("杭白菊客房茶包", "Chrysanthemum tea for guest rooms", "杭白菊", "herbal tea", "JX22", "330483", 30_000),
    ("屋顶光伏巡检", "Rooftop solar inspection", "光伏", "solar", "JX14", "330411", 60_000),
    (
        "集成吊顶配件网店",
        "Spare parts for ceilings, an online shop",
        "集成吊顶 网店",
        "ceiling",
        "JX12",
        "330424",
        25_000,
    ),
    ("跨城看病陪诊师", "Hospital companion", "陪诊师", "care", "JX33", "330402", 5_000),
    ("老年助浴车", "Home bathing for frail elders", "助浴 养老", "elderly care", "JX33", "330402", 90_000),
    ("平湖西瓜认养", "Adopt a watermelon field", "西瓜 认养", "watermelon", "JX22", "330482", 18_000),
    ("预制菜中央厨房", "Prepared dishes for canteens", "预制菜", "ready meals", "JX21", "330402", 300_000),
    ("大模型产品页", "Product pages that AI can read", "大模型 人工智能", "AI", "JX29", "330402", 10_000),
    ("直播带货选品间", "Sample room for live streaming", "直播带货", "live commerce", "JX24", "330481", 50_000),
    ("南湖城市漫步", "Architecture walks around South Lake", "城市漫步", "city walk", "JX28", "330402", 3_000),
    ("钱塘江骑行驿站", "Bicycle rest stop on the seawall", "骑行", "cycling", "JX28", "330481", 35_000),
    ("秀洲农民画礼盒", "Gift boxes with peasant paintings", "农民画 伴手礼", "gifts", "JX28", "330411", 22_000),
    ("蚕丝被翻新", "Silk quilts made new", "蚕丝被", "silk", "JX08", "330483", 16_000),
    ("紧固件光学筛选", "Optical sorting of fasteners", "紧固件", "screws", "JX11", "330424", 150_000),
]
MENTORS = [
    ("沈静", "Shen Jing", "毛衫 网店", "knitwear costing", "JX05", "330483"),
    ("顾为民", "Gu Weimin", "财税 记账", "accounting", "JX36", "330402"),
    ("陆海燕", "Lu Haiyan", "民宿 旅游", "homestays", "JX27", "330421"),
    ("周建国", "Zhou Jianguo", "光伏 新能源", "solar energy", "JX14", "330411"),
    ("吴小满", "Wu Xiaoman", "直播 短视频", "live streaming", "JX24", "330481"),
]
COURSES = [
    ("创办你的企业", "Start your business", "创业培训", "SYB", "JX32", "330402"),
    ("网店运营实训", "Running an online shop", "网店 实训", "e-commerce", "JX24", "330481"),
    ("毛针织工艺夜校", "Knitting evening class", "夜校", "knitting", "JX05", "330483"),
    ("餐饮食品安全", "Food safety for caterers", "餐饮", "catering", "JX21", "330482"),
    ("现金流管理", "Cash-flow management", "现金流", "money", "JX36", "330402"),
]

Village = list[Document]
OpenEngine = Callable[[], SearchEngine]
MakeEngine = Callable[[Village], SearchEngine]


def document(kind: str, number: int, entry: tuple[str, ...], capital: float | None = None) -> Document:
    """A document of one line of the lists above."""
    title_zh, title_en, tags_zh, tag_en, sector, region = entry
    # Only projects have figures that a wish can ask for.
    figures = {"capital": capital, "hours": 20.0 + number, "space": 5.0 * number, "people": 1.0 + number % 3} if capital is not None else {}
    return Document(
        kind=kind,
        id=number,
        revision=number,
        title=(title_zh, title_en),
        tags=(*tags_zh.split(), tag_en),
        summary=(f"{title_zh}，在嘉兴做的小生意。", f"{title_en}: a small business in Jiaxing."),
        body=(f"这里写着{title_zh}怎么做，要多少钱，卖给谁。", f"How to do it, what it costs, who buys: {tag_en}."),
        facets={"sector": (sector,), "region": (region,)},
        numbers={"published": 1000.0 + number} | figures,
    )


@pytest.fixture(scope="session")
def village() -> Village:
    """Twenty projects, five mentors and five courses."""
    projects = [document("project", n, entry[:6], entry[6]) for n, entry in enumerate(PROJECTS, 1)]
    mentors = [document("mentor", n, entry) for n, entry in enumerate(MENTORS, 1)]
    return [*projects, *mentors, *(document("course", n, entry) for n, entry in enumerate(COURSES, 1))]


@pytest.fixture(scope="session", params=["whoosh", "sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Every engine: what is said of the protocol is asked of each."""
    return str(request.param)


@pytest.fixture(scope="session")
def engine(kind: str, village: Village, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """An index of the village, for tests that only read."""
    with opening(kind, request, tmp_path_factory.mktemp("search")) as open_engine:
        yield built(village, open_engine())


@pytest.fixture
def open_engine(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenEngine]:
    """Opens engines on one place where no index is yet; each is what another process would have."""
    with opening(kind, request, tmp_path) as opened:
        yield opened


@pytest.fixture
def make_engine(open_engine: OpenEngine) -> MakeEngine:
    """Builds an index of its own for a test that writes."""
    return lambda documents: built(documents, open_engine())


@contextmanager
def opening(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[OpenEngine]:
    """A place for an index, removed afterwards."""
    if kind == "whoosh":
        yield lambda: WhooshEngine(folder / "index")
        return
    url = f"sqlite:///{folder / 'search.db'}" if kind == "sqlite" else new_database(request)
    pools: list[Engine] = []

    def opened() -> SearchEngine:
        pools.append(make_engine_of_database(url))
        return SqlEngine(pools[-1])

    yield opened
    for pool in pools:
        pool.dispose()
    if kind == "postgresql":
        databases.run_sql(request.getfixturevalue("postgres"), f"DROP DATABASE {sa.make_url(url).database} WITH (FORCE)")


def new_database(request: pytest.FixtureRequest) -> str:
    """An empty database on PostgreSQL, or a loud skip."""
    request.getfixturevalue("blank_postgres")
    server, name = request.getfixturevalue("postgres"), f"qihang_search_{uuid.uuid4().hex[:8]}"
    databases.run_sql(server, f"CREATE DATABASE {name}")
    return databases.on_server(server, name)


def built(documents: Village, engine: SearchEngine) -> SearchEngine:
    """An engine with these documents."""
    engine.rebuild(documents)
    return engine
