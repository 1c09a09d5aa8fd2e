"""Chinese by its sounds: `ljg`, `liujianguo` and `liujg` all find 刘建国; and texts in the order of their sounds."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

# The first character of each syllable among the 3,755 common characters, which GB 2312 keeps in the order of sounds.
_COMMON = """
a啊 ai埃 an鞍 ang肮 ao凹 ba芭 bai白 ban斑 bang邦 bao苞 bei杯 ben奔 beng崩 bi逼 bian鞭 biao标 bie鳖 bin彬 bing兵 bo玻
bu捕 ca擦 cai猜 can餐 cang苍 cao操 ce厕 ceng层 cha插 chai拆 chan搀 chang昌 chao超 che车 chen郴 cheng撑 chi吃 chong充
chou抽 chu初 chuai揣 chuan川 chuang疮 chui吹 chun春 chuo戳 ci疵 cong聪 cou凑 cu粗 cuan蹿 cui摧 cun村 cuo磋 da搭 dai呆
dan耽 dang当 dao刀 de德 deng蹬 di堤 dian颠 diao碉 die跌 ding丁 diu丢 dong东 dou兜 du督 duan端 dui堆 dun墩 duo掇 e蛾
en恩 er而 fa发 fan藩 fang坊 fei菲 fen芬 feng丰 fo佛 fou否 fu夫 ga噶 gai该 gan干 gang冈 gao篙 ge哥 gei给 gen根 geng耕
gong工 gou钩 gu辜 gua刮 guai乖 guan棺 guang光 gui瑰 gun辊 guo锅 ha哈 hai骸 han酣 hang夯 hao壕 he呵 hei嘿 hen痕 heng哼
hong轰 hou喉 hu呼 hua花 huai槐 huan欢 huang荒 hui灰 hun荤 huo豁 ji击 jia嘉 jian歼 jiang僵 jiao蕉 jie揭 jin巾 jing荆
jiong炯 jiu揪 ju鞠 juan捐 jue撅 jun均 ka喀 kai开 kan刊 kang康 kao考 ke坷 ken肯 keng坑 kong空 kou抠 ku枯 kua夸 kuai块
kuan宽 kuang匡 kui亏 kun坤 kuo括 la垃 lai莱 lan蓝 lang琅 lao捞 le勒 lei雷 leng棱 li厘 lia俩 lian联 liang粮 liao撩
lie列 lin琳 ling玲 liu溜 long龙 lou楼 lu芦 lv驴 luan峦 lve掠 lun抡 luo萝 ma妈 mai埋 man瞒 mang芒 mao猫 me么 mei玫
men门 meng萌 mi眯 mian棉 miao苗 mie蔑 min民 ming明 miu谬 mo摸 mou谋 mu拇 na拿 nai氖 nan南 nang囊 nao挠 ne呢 nei馁
nen嫩 neng能 ni妮 nian蔫 niang娘 niao鸟 nie捏 nin您 ning柠 niu牛 nong脓 nu奴 nv女 nuan暖 nve虐 nuo挪 o哦 ou欧 pa啪
pai拍 pan攀 pang乓 pao抛 pei呸 pen喷 peng砰 pi坯 pian篇 piao飘 pie撇 pin拼 ping乒 po坡 pu扑 qi期 qia掐 qian牵 qiang枪
qiao橇 qie切 qin钦 qing青 qiong琼 qiu秋 qu趋 quan圈 que缺 qun裙 ran然 rang瓤 rao饶 re惹 ren壬 reng扔 ri日 rong戎 rou揉
ru茹 ruan软 rui蕊 run闰 ruo若 sa撒 sai腮 san三 sang桑 sao搔 se瑟 sen森 seng僧 sha莎 shai筛 shan珊 shang墒 shao梢 she奢
shen砷 sheng声 shi师 shou收 shu蔬 shua刷 shuai摔 shuan栓 shuang霜 shui谁 shun吮 shuo说 si斯 song松 sou搜 su苏 suan酸
sui虽 sun孙 suo蓑 ta塌 tai胎 tan坍 tang汤 tao掏 te特 teng藤 ti梯 tian天 tiao挑 tie贴 ting厅 tong通 tou偷 tu凸 tuan湍
tui推 tun吞 tuo拖 wa挖 wai歪 wan豌 wang汪 wei威 wen瘟 weng嗡 wo挝 wu巫 xi昔 xia瞎 xian掀 xiang相 xiao萧 xie楔 xin薪
xing星 xiong兄 xiu休 xu墟 xuan轩 xue靴 xun勋 ya压 yan焉 yang殃 yao邀 ye椰 yi一 yin茵 ying英 yo哟 yong拥 you幽 yu迂
yuan鸳 yue曰 yun耘 za匝 zai栽 zan咱 zang赃 zao遭 ze责 zei贼 zen怎 zeng增 zha扎 zhai摘 zhan瞻 zhang樟 zhao招 zhe遮
zhen珍 zheng蒸 zhi芝 zhong中 zhou舟 zhu珠 zhua抓 zhuai拽 zhuan专 zhuang桩 zhui椎 zhun谆 zhuo捉 zi兹 zong鬃 zou邹 zu租
zuan钻 zui嘴 zun尊 zuo昨
"""
# Characters outside of those that are usual in people's names.
_NAMES = """
bei蓓 ben犇 cen岑 chao晁 chen琛宸谌 cheng晟 chu褚 dai黛 fan璠 fei霏 fu馥 gao郜 guan莞 han晗菡瀚 hao昊灏皓 hong泓
hua桦骅 hui晖 ji霁稷 jia珈 jie婕 jin瑾衿 jing璟菁靓 jue珏 jun珺 kai恺锴铠 ke珂 kuang邝 kui隗 lan岚 li郦 lin蔺麟 ling翎
long珑 lu璐逯 luo珞 miao淼 min闵旻 ming茗 nan楠 pei珮 peng芃 qi琪琦淇绮麒祺 qian茜 qing箐 qu瞿 quan荃 ran苒 rong嵘榕镕
rui芮睿 sa飒 shen莘 shi媞 shuo铄 tan覃 tao韬 teng滕 tian湉 ting婷 tong佟 wan琬 wei炜薇玮 wen雯 wu邬 xi曦郗晞浠 xian冼
xiao潇骁筱 xin鑫馨 xu栩 xuan璇萱暄煊 xun洵 yan妍嫣焱琰鄢闫晏 yao垚 ye烨晔 yi翊怡熠祎羿奕苡 ying滢瑛璎莺 yu煜毓瑜钰昱
yuan媛沅瑗 yun筠芸昀纭赟 zhang璋 zhao钊 zhen桢祯 zheng峥 zhi芷 zi梓
"""
# Further sounds of characters that have several.
_ALSO = """
hang行 zhang长 chang长 zhong重 chong重 huan还 hai还 diao调 tiao调 shuai率 cha差 chai差 shan单 she折 shen参 chuan传
zhuan传 kuai会 ji系 zai载 sheng省 xing省 zeng曾 ceng曾 xie解 ren任 sheng盛 cheng盛 qiu仇 piao朴 yue乐 zha查 gu贾
xiang降 jiang降 jue角 jiao角 ji给 du都 dou都 liang量 shu数 chu处 zhao朝 chao朝 ge盖 gai盖 qu区 ou区 zhe着 zhao着 tan弹
dan弹 pian便 bian便 kan看 zuo作 jin尽 cheng称 chen称 bo薄 bao薄 shi识 fou否 dai大 da大 mai埋 chou臭 jia假 xia厦 sha厦
la腊 luo落 la落 ke壳 lei累 li丽 mo没 mei没 nan难 ning宁 ping屏 qi奇 sai塞 san散 tu吐 wei为 xiao校 jiao校 xing兴 yao要
ying应 zai仔 zi仔 zhong种 chong种 zhuan转 zuan钻 yun员 cun存 dui兑
"""


def _pairs(text: str) -> list[tuple[str, str]]:
    """(character, sound) of words such as `ting婷`."""
    found = []
    for word in text.split():
        sound = word.rstrip("".join(c for c in word if not c.isascii()))
        found += [(letter, sound) for letter in word[len(sound) :]]
    return found


_BOUNDS = [(letter.encode("gb2312"), sound) for letter, sound in _pairs(_COMMON)]
_FIRSTS = [bound for bound, _sound in _BOUNDS]
_LAST = "座".encode("gb2312")
_RARE = dict(_pairs(_NAMES))
_FURTHER = _pairs(_ALSO)


@lru_cache(maxsize=4096)
def sounds(letter: str) -> tuple[str, ...]:
    """How a character is read, the usual way first; nothing for what is rare or is no Chinese."""
    if letter in _RARE:
        return (_RARE[letter],)
    try:
        code = letter.encode("gb2312")
    except UnicodeEncodeError:
        return ()
    if not _FIRSTS[0] <= code <= _LAST:
        return ()
    first = _BOUNDS[bisect_right(_FIRSTS, code) - 1][1]
    return tuple(dict.fromkeys((first, *(sound for one, sound in _FURTHER if one == letter))))


def by_sound(text: str) -> bytes:
    """What a text is sorted by: common Chinese characters by their sounds, behind figures and Latin letters."""
    return text.encode("gb18030", "replace")


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """First letters of the sounds of a Chinese text, Latin letters and digits as they are; rare characters left out."""
    found = ""
    for letter in text.casefold():
        if letter.isascii():
            found += letter if letter.isalnum() else ""
        else:
            found += "".join(sounds(letter)[:1])[:1]
    return found


def sounds_like(typed: str, text: str, *, begins: bool = False, whole: bool = False) -> bool:
    """Whether Latin letters are how part of a text sounds: each character by its whole sound or its first letter, the
    last one as far as it was typed. `begins`: from the first character; `whole`: up to the last, and in full.
    """
    wanted = "".join(typed.casefold().split()).replace("'", "")
    if not wanted or not wanted.isascii() or not wanted.isalnum():
        return False
    wanted = wanted.replace("lue", "lve").replace("nue", "nve")
    letters = [letter for letter in text.casefold() if sounds(letter) or (letter.isascii() and letter.isalnum())]
    starts = range(len(letters))[: 1 if begins or whole else None]
    return any(_said(wanted, letters[start:], whole) for start in starts)


def _said(wanted: str, letters: list[str], whole: bool) -> bool:
    reached = {0}  # how much of what is typed the letters so far may have taken
    for letter in letters:
        further = set()
        for at in reached:
            rest = wanted[at:]
            for sound in sounds(letter) or (letter,):
                if sound.startswith(rest) and not whole:
                    return True
                if rest.startswith(sound):
                    further.add(at + len(sound))
                if not whole:
                    further |= {at + size for size in (1, 2) if rest[:size] in (sound[0], _doubled(sound))}
        reached = {at for at in further if at <= len(wanted)}
        if not whole and len(wanted) in reached:
            return True
        if not reached:
            return False
    return whole and len(wanted) in reached


def _doubled(sound: str) -> str:
    """zh, ch, sh; else the first letter."""
    return sound[:2] if sound[1:2] == "h" else sound[:1]
