"""The words that end names of places and say of which kind they are (大街, 胡同, 公园); in Simplified characters."""

CLASS_WORDS = {
    "district": "省 自治区 市 自治州 区 县 新区 旗",
    "subdistrict": "街道 镇 乡 地区办事处",
    "community": (
        "社区 村 小区 家园 花园 嘉园 新村 花园小区 北里 南里 东里 西里 中里 新里 里 苑 公寓 庄园 屯 家属院 宿舍 大院 "
        "一区 二区 三区 四区 五区 六区 七区 八区 九区 十区 东区 西区 南区 北区 一村 二村 三村 四村"
    ),
    "street": (
        "大街 街 路 大道 斜街 横街 中路 东路 西路 南路 北路 东街 西街 南街 北街 前街 后街 内大街 外大街 东大街 "
        "西大街 南大街 北大街 中街 直街 正街 老街 道 步行街 商业街 环路 快速路 高速 高速公路 公路 辅路 支路 马路 堤 "
        "御道"
    ),
    "hutong": (
        "胡同 巷 弄 头条 二条 三条 四条 五条 六条 七条 八条 九条 十条 夹道 里弄 坊巷 条胡同 一巷 二巷 三巷 四巷 五巷 "
        "六巷 七巷 八巷 巷子"
    ),
    "area": (
        "片区 地区 商圈 街区 历史文化街区 文化街区 古镇 古城 老城 新城 开发区 高新区 示范区 产业园 科技园 软件园 "
        "创意园 文创园 工业园 园区 艺术区 广场 文化广场 科学城 大学城 半岛 商务区 景区 风景区 岛 坊 古街 CBD 文化带 "
        "小镇 洲 滩 港 湾 谷 产业带 走廊 经济区 自贸区 保税区 度假区 城"
    ),
    "park": "公园 花园 游园 植物园 动物园 湿地公园 遗址公园 森林公园 郊野公园 绿地 绿道 城市森林 园 森林 林场 步道",
    "water": "河 湖 江 海 溪 渠 沟 池 潭 泉 塘 水库 运河 护城河 海子 湾 泡 淀 洼 涌 浜 港 河道 水系 湿地 水道 井",
    "heritage": (
        "寺 庙 观 宫 殿 塔 坛 祠 阁 楼 亭 台 府 王府 故居 旧居 旧址 遗址 会馆 教堂 清真寺 城墙 城门 城楼 牌坊 牌楼 "
        "陵 墓 纪念碑 碑 书院 园林 故城 遗迹 箭楼 钟楼 鼓楼 影壁 宅 祠堂 庵 天主堂 福音堂 堂 礼堂 古桥 码头遗址 "
        "中轴线 门 关 石窟"
    ),
    "building": (
        "大厦 中心 大楼 饭店 宾馆 酒店 医院 学校 小学 中学 大学 学院 幼儿园 博物馆 图书馆 文化馆 美术馆 体育馆 "
        "体育场 体育中心 剧院 剧场 大剧院 影院 电影院 影剧院 档案馆 纪念馆 展览馆 科技馆 文化宫 少年宫 青少年宫 "
        "音乐厅 厂 水厂 电厂 工厂 厂房 仓库 库 车间 书店 茶馆 会堂 展厅 养老院 敬老院 养老中心 服务中心 活动中心 "
        "文化中心 分校 校区 卫生院 卫生服务中心 驿站 书房 号院 钢厂 锅炉房 礼堂 影城 馆 院 广播电视塔 研究院 党校 "
        "附中 附小 新馆"
    ),
    "market": (
        "市场 批发市场 农贸市场 菜市场 商场 百货 百货大楼 百货商场 商城 购物中心 超市 夜市 早市 集市 小商品市场 "
        "花鸟市场 市集 广场店 茶城 电子城 服装城 家居城 食品街 美食城 奥莱 万达广场"
    ),
    "transport": (
        "站 地铁站 火车站 高铁站 汽车站 客运站 公交站 枢纽 机场 码头 桥 立交桥 大桥 天桥 隧道 号线 路口 口岸 渡口 "
        "铁路 高铁 线 环 二环路 三环路 四环路 五环路 六环路 客运枢纽 交通枢纽 停车场 公交场站 车辆段 立交 跨线桥 "
        "地下通道 交叉口"
    ),
}
"""Of each kind the words that end its names."""

KIND_OF = {word: kind for kind, words in CLASS_WORDS.items() for word in words.split()}
LONGEST = max(map(len, KIND_OF))


def class_word(text, end):
    """Return the longest class word that ends at `end` of a Simplified text, or an empty string."""
    for start in range(max(0, end - LONGEST), end):
        if text[start:end] in KIND_OF:
            return text[start:end]
    return ""


def kind_of(name):
    """Return the kind of a place by its Simplified name; one whose last word says nothing is an area."""
    return KIND_OF.get(class_word(name, len(name)), "area")
