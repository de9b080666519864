# 介面文字，繁體中文（台灣）。

skip-to-content = 跳到內文
skip-to-player = 跳到播放器
front-page = 首頁
sections = 版面
publications = 刊物
feeds = 訂閱與播客
theme-auto = 配色：跟隨裝置
theme-light = 配色：淺色
theme-dark = 配色：深色

day = { $year }年{ $month }月{ $day }日　{ $weekday ->
    [1] 星期一
    [2] 星期二
    [3] 星期三
    [4] 星期四
    [5] 星期五
    [6] 星期六
   *[7] 星期日
    }
moment-short = { $month }月{ $day }日 { $clock }
moment = { $year }年{ $month }月{ $day }日 { $clock }（{ $zone }）
date-short = { $month }月{ $day }日
minutes = { $count } 分鐘

play-the-news = 播放新聞
play-this-section = 播放{ $name }
play-this-publication = 播放本刊
play-these = 播放這些報導
programme-length = { $count } 則報導・{ $minutes } 分鐘
programme-empty = 語音正在製作。第一則報導可以收聽時，「播放新聞」就會出現在這裡。
coming-up = 先播
latest = 最新
hear = 收聽
hear-named = 收聽：{ $headline }
hear-this-story = 收聽本則報導
hear-when-ready = 邊製作邊收聽
go-on = 接著播放新聞
voice-soon = 即將完成
voice-named = { $name } 朗讀
voice-being-made = 語音正在製作
voice-being-made-reload = 本則報導的語音正在製作，請一分鐘後重新載入頁面。
voice-failed = 本則報導的語音未能製作完成；內文完整無缺。
voice-skipped = 本則報導沒有語音：編輯部選擇只提供文字。
voice-none = 本則報導還沒有語音。
sentence-hint = Enter：從這一句開始聽・↑ ↓ 切換句子

player = 播放器
play = 播放
pause = 暫停
retry = 再試一次
previous-story = 上一則
next-story = 下一則
back-15 = 倒退 15 秒
forward-15 = 快轉 15 秒
sentence-back = 上一句
sentence-forward = 下一句
seek = 本則播放位置
elapsed = 已播放與總長：
speed = 速度
volume = 音量
mute = 靜音
unmute = 取消靜音
queue = 節目單
shortcuts = 鍵盤操作
back-to-voice = 回到朗讀處
player-loading = 載入中⋯⋯
player-failed = 聲音沒有送達。請檢查連線後再試一次。
player-offline = 沒有連線。恢復後會繼續播放。
player-making = 正在製作語音：第 { $done } 句，共 { $total } 句
player-queued = 語音排隊製作中
player-no-voice = 本則報導沒有語音
player-skipped = 尚未完成，先略過：{ $headline }
player-seek-text = { $at }，共 { $of }
player-minutes = { $count } 分
player-seconds = { $count } 秒
player-now = 正在播放：{ $headline }
player-ended = 節目播放完畢。
player-volume-text = 百分之 { $percent }
player-resume = 從 { $at } 繼續
page-offline = 沒有連線，無法取得頁面。正在播放的聲音會繼續。
keys-toggle = 播放或暫停
keys-jump = 倒退或快轉 15 秒
keys-sentence = 上一句或下一句
keys-story = 上一則或下一則
keys-speed = 放慢或加快
keys-mute = 靜音或取消靜音
keys-follow = 回到朗讀處
keys-help = 這份清單
keys-sentences = 在報導中，按 Tab 移到內文，↑ ↓ 選擇句子，Enter 從該句開始聽。
keys-on = 使用單鍵快捷鍵
close = 關閉

updated = 更新
editions = 語言
translated-from = 譯自
correction = 更正
corrections = 更正紀錄
tags = 標籤
tag = 標籤
share = 分享
share-email = 電子郵件
share-copy = 複製連結
share-copied = 已複製連結
share-copy-failed = 無法複製
recommended = 推薦閱讀
about-this-voice = 關於這個聲音
disclosure = 本則報導由合成語音{ $name ->
    [none] {""}
   *[other] 「{ $name }」
    }朗讀，並非真人錄音。
disclosure-human = 由真人朗讀{ $name ->
    [none] 。
   *[other] ：{ $name }。
    }
download-audio = 聲音檔（MP3）
download-transcript = 附時間的文字稿（WebVTT）

pages = 頁次
newer = 較新
older = 較舊
page-of = 第 { $page } 頁，共 { $pages } 頁
feed-podcast = 播客
feed-atom = Atom
feed-json = JSON Feed
empty-title = 創刊號排版中
empty-text = 這裡還沒有報導，請稍後再來。

problem-400 = 這個動作沒有成功
problem-400-text = 系統無法理解這個要求。請返回後再試一次。
problem-403 = 這一頁不對外開放
problem-403-text = 這一頁需要登入，或登入已經過期。
problem-404 = 報上沒有這一頁
problem-404-text = 網址可能有誤，或報導已經移動。正在播放的聲音會繼續。
problem-410 = 這一頁已經撤下
problem-410-text = 它曾經在這裡，但不會再回來。
problem-429 = 請稍候
problem-429-text = 來自您網址的要求太多，請一分鐘後再試。
problem-500 = 印刷機卡紙了
problem-500-text = 錯在我們，已經記錄下來。請稍後再試。
problem-503 = 編輯部正在喘口氣
problem-503-text = 服務正在啟動或忙碌中，請稍後再試。
problem-id = 來信時請附上
retracted = 撤回
retracted-text = 編輯部已撤回這則報導及其語音。
instead = 報上還有

about-the-voice = 聲音如何製作
about-voice-lead = 除非頁面另有說明，您在 { $name } 聽到的聲音由機器朗讀；文字由人撰寫。
about-voice-script = 每一則報導都由編輯部撰寫、審閱並署名。發布時，程式逐句把文字轉為語音：數字、日期與人名先寫成唸出來的樣子。不增添、不刪減、也不摘要。
about-voice-corrections = 編輯部更正一句話時，那一句會重新朗讀，更正內容也會列在報導上方。
about-voice-marked = 每個聲音檔的資料中都註明語音為合成，播客訂閱來源亦然，讓播放器與典藏單位得以辨識。
voices = 聲音
voice = 聲音
language = 語言
made-by = 製作方式
made-by-person = 真人
made-by-machine = 合成（{ $engine }）

desk = 編輯台
sign-in = 登入
sign-in-text = 這個連結可在此瀏覽器登入一次。
sign-in-used = 這個連結已經用過。
sign-in-expired = 這個連結已經過期。
sign-in-unknown = 這裡不認得這個連結。
sign-in-needed = 編輯台需要登入。
sign-in-how = 請在執行編輯部的機器上索取新的一次性連結：
sign-out = 登出
filter = 顯示
stories = 報導
headline = 標題
publication = 刊物
state = 狀態
revised = 修訂
state-all = 全部
state-draft = 草稿
state-scheduled = 已排程
state-published = 已發布
state-retracted = 已撤回
voice-state-none = 無
voice-state-queued = 等候中
voice-state-speaking = 製作中
voice-state-ready = 完成
voice-state-failed = 失敗
voice-state-skipped = 僅文字
desk-empty = 這裡沒有報導。以「crier import」匯入。
see-page = 查看頁面
publish = 發布
publish-now = 立即發布
schedule = 排程
schedule-at = 播出時間
retract = 撤回
retract-open = 撤下這則報導⋯⋯
retract-note = 給讀者的說明
retract-now = 撤回報導與語音
sentences = 句子
correct = 更正
correct-hint = 更正只重新朗讀那一句，其餘不變，並列在報導上方。
correct-text = 句子
correct-note = 給讀者看的更正說明
correct-now = 更正並重新朗讀
spoken-by = 由 { $name } 朗讀
voice-role-headline = 標題
voice-role-body = 內文
voice-role-quote = 引述
stands-in = { $instead } 代替 { $wanted }：
missing-gone = 它不在聲音資料夾裡。
missing-bad-card = 它在聲音資料夾裡的卡片無法讀取。
missing-changed = 它的檔案與加入時不同。
missing-unmeasured = 它的音量還沒有測量過。
missing-mute = 這台機器上聽不到它。
voice-first = 製作語音
voice-again = 重新製作語音
voice-stands-in = 由 { $name } 朗讀，因為 { $meant } 無法朗讀：
done-published = 已發布，語音隨後完成。
done-scheduled = 已排程。
done-corrected = 已更正，那一句正在重新朗讀。
done-retracted = 已撤回。報導與聲音已從網站與訂閱來源移除。
done-voice = 正在重新製作語音。
refused-guard = 表單已經過期，請再試一次。
refused-state = 報導在此期間已有變動，這個動作不再適用。請再看一次。
refused-at = 請選擇未來的時間。
refused-empty = 這裡不可留白。
refused-same = 沒有任何變動。
about-site = { $site }的新聞：可以讀，也可以聽。
about-list = { $site }「{ $name }」新聞：可以讀，也可以聽。
