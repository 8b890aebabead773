// What the page says, in two languages.
const words = {
  en: {
    other_language: "中文", operate: "Operate", stop: "STOP", map: "Map", drive: "Drive", speed: "Speed", take: "Take control", hand_over: "Hand over",
    resume: "Resume", keys: "Stick, or W A S D and arrow keys; space stops. On the map: a click is where to go.", behaviour: "Behaviour", nodes: "Nodes",
    plots: "Plots", camera: "Camera", parameters: "Parameters", log: "Log", add: "Add", filter: "filter",
    token_wanted: "Commands want the robot's token:", ok: "OK", cancel: "Cancel", node: "node", state: "state", period: "period", step: "step, mean", missed: "missed", failures: "failures",
    looking: "looking", may_operate: "may operate", in_control: "in control", waiting: "waiting for control", asked: "somebody asks for control",
    no_link: "no link", not_yours: "first take control",
    go_to: "Go there", behave_stop: "Stand", forward: "Forward", backward: "Back", left: "Left", right: "Right", faster: "Faster", slower: "Slower",
    explore: "Explore", patrol: "Patrol", wall_left: "Left wall", wall_right: "Right wall", home: "Home",
  },
  zh: {
    other_language: "English", operate: "操作", stop: "停止", map: "地图", drive: "驾驶", speed: "速度", take: "取得控制", hand_over: "移交控制",
    resume: "继续", keys: "摇杆，或 W A S D 与方向键；空格键停止。点击地图：前往该处。", behaviour: "行为", nodes: "节点",
    plots: "曲线", camera: "摄像头", parameters: "参数", log: "日志", add: "添加", filter: "筛选",
    token_wanted: "操作需要机器人的令牌：", ok: "确定", cancel: "取消", node: "节点", state: "状态", period: "周期", step: "平均步时", missed: "错过", failures: "故障",
    looking: "只看", may_operate: "可操作", in_control: "控制中", waiting: "等待控制", asked: "有人请求控制",
    no_link: "连接中断", not_yours: "请先取得控制",
    go_to: "前往", behave_stop: "停", forward: "前进", backward: "后退", left: "左转", right: "右转", faster: "加速", slower: "减速",
    explore: "探索", patrol: "巡逻", wall_left: "沿左墙", wall_right: "沿右墙", home: "回家",
  },
};

// What slots say in capitals: nodes and modes, behaviours with their phase and cause. English shows them as they are.
const names = {
  READY: "就绪", STARTING: "启动中", STOPPING: "停止中", DOWN: "未运行", WAITING: "等待", BACKOFF: "等待重启", FAILED: "失败", DONE: "已结束", HUNG: "无响应",
  BOOT: "启动", NORMAL: "正常", DEGRADED: "降级", SAFE_STOP: "安全停止", SHUTDOWN: "关机",
  IDLE: "空闲", UNDERWAY: "进行中", ARRIVED: "已到达", BLOCKED: "受阻", AT_CLIFF: "遇到边缘",
  START: "启动时", REQUEST: "请求", PAD: "手柄", VOICE: "语音", BATTERY_LOW: "电量低", BATTERY_CRITICAL: "电量不足",
  NONE: "无", STOP: "停", GO_TO: "前往", FORWARD: "前进", BACKWARD: "后退", LEFT: "左转", RIGHT: "右转", FASTER: "加速", SLOWER: "减速",
  EXPLORE: "探索", PATROL: "巡逻", WALL_LEFT: "沿左墙", WALL_RIGHT: "沿右墙", HOME: "回家",
};

export let language = localStorage.getItem("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");

export const say = (word) => words[language][word] ?? word;
export const say_name = (name) => (language === "zh" ? names[name] : undefined) ?? name;

// Fills in what the page's elements say.
export function say_all() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = say(element.dataset.placeholder);
}

export function change_language() {
  language = language === "en" ? "zh" : "en";
  localStorage.setItem("language", language);
  say_all();
}
