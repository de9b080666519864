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
sign-in-left = 你已不是這個編輯部的成員。
sign-in-how = 這裡沒有通行金鑰嗎？請編輯部的負責人寄連結給你，或在執行編輯部的機器上取得：
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

# 帳號
account = 你的帳號
account-sign-in = 登入
sign-in-why = 有了帳號，收聽{ $name }可以賺取金幣。閱讀與收聽本身不需要帳號。
by-passkey = 使用通行金鑰
by-passkey-text = 由裝置以指紋、臉孔或密碼確認是你本人。不需要密碼，也不需要地址。
sign-in-by-passkey = 用通行金鑰登入
join-by-passkey = 第一次來：建立通行金鑰
passkey-failed = 沒有成功。請再試一次，或改用郵件登入。
passkey-none = 沒有使用通行金鑰。
too-often = 嘗試太多次了，請稍候一分鐘再試。
by-mail = 使用郵件連結
by-mail-text = 我們寄一個只能用一次的登入連結。第一次來的話，會同時建立帳號。
email = 電子郵件地址
send-link = 寄連結給我
link-sent = 連結已寄出，{ $minutes }分鐘內可使用一次。沒收到嗎？請看看垃圾郵件。
link-at-the-desk = 這個編輯部不寄信，信件留在編輯台：
mail-sign-in-subject = 登入{ $site }
mail-sign-in-body =
    有人（應該是你）想登入{ $site }。
    { "" }
    { $link }
    { "" }
    連結在{ $minutes }分鐘內可使用一次。如果不是你，請不必理會：沒有這個連結，誰也無法登入。
refused-no-address = 這不是電子郵件地址，請寫成 name@example.org。
refused-too-many-links = 已經索取很多次連結。請查看信箱，或一小時後再試。
refused-used = 這個連結已經用過，請索取新的連結。
refused-expired = 這個連結已經過期，請索取新的連結。
refused-unknown = 這不是我們的連結，請索取新的連結。
refused-taken = 這個地址屬於另一個帳號。請登入那個帳號，或改用其他地址。
refused-last-way-in = 這是你唯一的登入方式，請先加入另一把通行金鑰或地址。
refused-not-sure = 如果確定，請勾選方塊。
no-email-yet = 還沒有地址。有了地址，在沒有通行金鑰的裝置上也能登入。
add-email = 加入地址
change-email = 改用其他地址
passkeys = 通行金鑰
no-passkey-yet = 還沒有通行金鑰。有了它，不需要郵件就能登入。
add-passkey = 為這個裝置加入通行金鑰
devices = 裝置
this-device = 這個裝置
since = 自
last-used = 最近使用
remove = 移除
sign-out-others = 登出其他所有裝置
your-data = 你的資料
export-text = 一個檔案，內含我們保存的一切：地址、裝置、金幣與明細、你聽過的報導，以及寄到你信箱的電子報訂閱。
export = 下載
erase-open = 刪除這個帳號⋯⋯
erase-text = 你的地址、裝置、通行金鑰與收聽紀錄會立即刪除，無法復原；寄到該信箱的電子報也會停止。帳本的明細會留下，但只掛在不屬於任何人的編號之下。
erase-coins = { $count }枚金幣也會一併失去。
erase-sure = 我確定
erase-now = 刪除我的帳號
done-address-sent = 連結已寄往該地址，打開後就成為你的地址。
done-passkey-added = 已加入通行金鑰。
done-passkey-removed = 已移除通行金鑰。
done-device-ended = 該裝置已登出。
done-erased = 你的帳號已刪除。謝謝收聽。
done-devices-ended = 其他裝置都已登出。
mails = 信件
mails-kept-here = 這個編輯部不寄信，原本要寄出的信件顯示在這裡。
mails-none = 最近一週沒有信件。
mail-sent = 寄出

# 金幣
coins = 金幣
coins-have = { $count }枚金幣
coins-next = 再{ $seconds }秒得一枚金幣
coins-earned = + { $count }
coins-held-now = 你的金幣要等人查看過。錢包裡會說明原因。
pool-is-empty = 今天的金幣已經全部發完。可以繼續收聽，明天再來賺取。
day-is-done = 你已賺滿一天的金幣，明天再來。
wallet = 錢包
coins-available = 枚可兌換的金幣
coins-pending = 保留中
coins-set-aside = 為訂單保留
pending-text = 保留中的金幣還不屬於你：要先有人查看，明細會說明原因。
next-coin = 下一枚金幣
left-today = 今天還能賺取
seconds-of = { $of }秒中的{ $have }秒
minutes-of = { $of }分鐘中的{ $have }分鐘
coins-expiring = 到期時間
until = 至
statement = 每一筆明細
a-story-since-removed = 已不在這裡的報導
seconds = { $count }秒
rule-listening = 收聽，規則第{ $version }號
kind-pending = 保留中
kind-set-aside = 為訂單保留
kind-void = 取消
kind-post = 已結清
reason-earn = 賺取
reason-other = 其他
held-many-listeners-on-one-device = 今天有許多帳號在這個裝置上賺取。
reason-expire = 到期
reason-refund = 退回
reason-redeem = 兌換
older-lines = 更早的明細
statement-empty = 還沒有金幣。播放一則報導，收聽一分鐘後就有第一枚金幣。
coins-rules = 如何賺取金幣
rules-lead = 每收聽{ $seconds }秒新聞，得{ $coins }枚金幣。
rule-distinct = 每一秒只算一次
rule-distinct-text = 所有報導的秒數會加總，短篇的也不會浪費。聽過的部分不再計算，重新朗讀的報導也一樣。
rule-day = 每天{ $minutes }分鐘
rule-day-text = 可以聽得更多，但不再計算。每天以{ $zone }的午夜為準。
rule-threshold = 滿{ $seconds }秒之後
rule-threshold-text = 一則報導聽滿這個長度才開始計算（較短的報導聽一半），之後全部算入。
rule-speed = 最快{ $rate }倍速
rule-speed-text = 聽得更快的部分不計算，可以再聽一次。進隧道或斷線{ $minutes }分鐘，不會有任何損失。
rule-one = 一次一個地方
rule-one-text = 最後按下播放的裝置才會賺取。
rule-muted = 要有聲音
rule-muted-text = 靜音播放不計算。鎖定的手機或隱藏的頁面照常計算。
rule-expires = { $months }個月有效
rule-expires-text = 金幣依賺取的先後到期，以當天結束為準，也依先後使用。賺取當天的規則一直適用。
rule-pool = 總額
rule-pool-day = 所有聽眾一天合計可賺取{ $coins }枚金幣。
rule-pool-month = 所有聽眾一個月合計可賺取{ $coins }枚金幣。
rule-pool-text = 發完時，錢包會說明。
rule-pool-none = 所有聽眾合計可賺取的金幣沒有上限。
rule-held = 不會悄悄拿走
rule-held-text = 看起來異常的金幣會先保留，並附上你讀得到的原因，等人查看。
rule-never = 不賣，不抽
rule-never-text = 金幣不能購買，也不靠運氣決定，沒有金錢價值。
rules-version = 規則第{ $version }號。同一號規則的意思永遠不變。
books = 金幣帳本
books-issued = 聽眾歷來賺取
books-outstanding = 在錢包裡：尚欠的金幣
books-set_aside = 其中為訂單保留
books-held = 等候查看
books-redeemed = 已兌換
books-expired = 已到期
books-closed = 金幣停止流動：查帳發現帳本有誤。
audits = 查帳
audit-now = 立即查帳
audit-right = 正確
audits-none = 還沒有查帳。每小時查一次。
transfers = { $count }筆

# 商品與訂單
products = 商品
products-lead = 收聽得來的金幣能換什麼，由鄰近的店家與人提供。
products-none = 還沒有商品。金幣會一直保留。
other-products = 其他商品
offered-by = { $name }提供
price = { $count }枚金幣
you-have = 你有{ $count }枚金幣
coins-missing = 還差{ $count }枚金幣。
none-left = 已換完
few-left = 剩{ $count }份
product-withdrawn = 不再提供
what-it-brings = 換得什麼
brings-voucher = 一組代碼，立即顯示
brings-digital = 一個連結或一段文字，立即顯示
brings-collect = 親自領取的物品，出示代碼
per-listener = 每位聽眾
limit-days = { $days }天內{ $count }份
limit-ever = 共{ $count }份
redeem = 兌換
redeem-for = 以{ $count }枚金幣兌換
redeem-now = 付{ $count }枚金幣
redeem-needs-account = 會先請你登入。
you-give = 你付出
you-gave = 你付了
is-left-then = 之後剩下
hand-back-code = 還沒看過內容之前，可以退回並取回金幣。
hand-back-goods = 還沒領取之前，可以退回並取回金幣。
not-now = 先不要
orders = 訂單
order = 訂單
orders-none = 還沒有訂單。
older-orders = 更早的訂單
order-held = 準備中
order-fulfilled = 已付
order-cancelled = 已取消
order-refunded = 已退回
order-is-made-ready = 這筆訂單正在準備。若未成功，金幣會自動退回。
look-again = 再看一次
order-was-cancelled = 這筆訂單已取消，金幣已回到錢包。
order-was-refunded = 這筆訂單已退回，金幣已回到錢包，到期日不變。
placed-at = 訂購
cancelled-at = 取消
refunded-at = 退回
collected-at = 領取
looked-at = 看過{ $count }次，最近一次
reveal = 顯示
reveal-first = 這是你的了。看過之後就不能退回。
reveal-again = 你已經看過，每次看到的都一樣。
reveal-goods = 到{ $name }出示代碼即可領取。
show-this-code = 在{ $name }出示這組代碼，只能使用一次。
cancel-order = 取消這筆訂單
hand-back-open = 退回⋯⋯
hand-back-text = { $count }枚金幣會回到你的錢包，到期日不變。
hand-back = 退回
done-order-redeemed = 謝謝。這筆訂單是你的了。
done-order-cancelled = 訂單已取消，金幣已退回。
done-order-handed-back = 已退回，金幣在你的錢包裡。
refused-insufficient = 錢包裡的金幣不夠。
refused-price-changed = 價格已變動，請再看一次；沒有扣除任何金幣。
refused-limit-reached = 你已換到目前每位聽眾的上限。
refused-out-of-stock = 最後一份剛被換走，沒有扣除任何金幣。
refused-withdrawn = 這項商品不再提供，沒有扣除任何金幣。
refused-conflict = 這個請求之前用於其他商品，請重新開始。
refused-busy = 此刻許多人正在兌換，沒有扣除任何金幣，請再試一次。
refused-books-stopped = 編輯部正在查帳，金幣暫停流動，沒有扣除任何金幣。
refused-seen = 你已經看過內容，不能退回。請聯絡編輯部。
refused-too-often = 顯示的次數太多。請聯絡編輯部。

# 編輯台的商店
new-product = 新增商品
product = 商品
name = 名稱
partner = 提供者
costs = 價格
left-of-all = 剩餘
left-of = { $stocked }份中剩{ $left }份
products-none-yet = 還沒有商品。先新增一項；上架後聽眾才看得到。
offer-draft = 未上架
offer-listed = 已上架
offer-withdrawn = 已下架
see-it = 看聽眾看到的頁面
offer = 上架
offer-it = 上架
list-hint = 聽眾還看不到這項商品。
withdraw = 下架
withdraw-hint = 之後無法再兌換；已成立的訂單不受影響。
stock = 庫存
stock-by = 增加數量（減少時前面加 −）
change-stock = 更改庫存
stock-at-first = 起始數量（票券請留空，接著上傳）
orders-of = { $count }筆訂單
voucher-file = 代碼檔案（CSV）
voucher-lines = 或每行一組代碼
voucher-hint = 讀取「代碼」欄，沒有則讀第一欄。先前給過的代碼會略過。
add-vouchers = 加入票券
vouchers-added = 已加入{ $count }組票券
vouchers-duplicates = { $count }行先前已有
vouchers-junk = { $count }行不是代碼
line = 第{ $number }行
what-is-offered = 提供什麼
description = 說明
costs-coins = 價格（金幣）
digital-text = 換得的連結或文字
digital-kept = 內容已加密保存，這裡不顯示。留空表示不變。
limit-orders = 每位聽眾最多幾份
limit-days-label = ⋯⋯在幾天之內
all-publications = 所有刊物
without-picture = 不要圖片
picture = 圖片
save = 儲存
add-product = 新增商品
done-product-added = 已新增。上架之前聽眾看不到。
done-product-saved = 已儲存。
done-product-listed = 聽眾現在可以兌換。
done-product-withdrawn = 已下架。
done-product-stocked = 庫存已更改。
done-product-uploaded = 檔案裡的票券已全部加入。
refused-product-listed = 已經上架。
refused-product-not-listed = 還沒有上架。
refused-product-counted = 數量等於票券數，請上傳更多票券。
refused-product-fewer-left = 剩下的沒有那麼多。
refused-product-no-vouchers = 這項商品沒有票券。
wrong-form = 有欄位遺漏或有誤。尚未儲存，你填寫的內容還在。
wrong-partner = 請填提供者，最多120字。
wrong-texts = 至少要有一種語言的名稱。
wrong-name = 有說明的語言都要有名稱，最多120字。
wrong-description = 最多4,000字。
wrong-price_coins = 金幣的整數，至少1。
wrong-kind = 請選擇換得什麼，之後不能更改。
wrong-digital = 連結或文字，最多4,000字。
wrong-stock = 請填整數。
wrong-limit = 份數與天數都要是整數，或都留空。
wrong-publication = 請從清單選擇。
wrong-picture = 無法讀取這個圖片檔。可用JPEG、PNG、WebP、GIF或SVG，最大20 MB。
wrong-file = 請選擇代碼檔案（最大16 MB、100,000組），或直接填寫幾行。
orders-all = 全部
orders-held = 準備中
orders-fulfilled = 已付
orders-to-fetch = 待領取
orders-cancelled = 已取消
orders-refunded = 已退回
collect-code = 對方出示的代碼
hand-over = 交付
listener = 聽眾
was-seen = 已看過
was-handed-back = 聽眾自行退回
refund = 退回⋯⋯
refund-coins = 退還{ $count }枚金幣
refund-burns = 對方已看過內容，之後不會再給別人。
because-label = 原因（聽眾看得到）
done-desk-refunded = 金幣已回到聽眾的錢包。
done-desk-cancelled = 訂單已取消，金幣已退回。
done-desk-collected = 代碼正確，請交付物品；這組代碼不能再用。
refused-desk-not-held = 這筆訂單已經結清。
refused-desk-not-fulfilled = 這筆訂單未付或已退回。
refused-desk-unknown-code = 沒有這組代碼，請再讀一次。
refused-desk-collected = 物品先前已交付。
refused-desk-because = 請填原因，最多400字，聽眾看得到。
refused-desk-busy = 此刻許多金幣在流動，請再試一次。
refused-desk-books-stopped = 金幣停止流動：查帳發現帳本有誤。

# 保留中的金幣
appeal-open = 請人查看⋯⋯
appeal-words = 有什麼該讓他們知道？
appeal-send = 送出
appeal-waits = 你已提出，編輯部會查看。
appeal-released = 你的金幣已放行
appeal-voided = 你的金幣已取消
done-appealed = 編輯部會查看，答覆會顯示在這裡。
refused-no-words = 請寫幾句話，最多1,000字。
refused-nothing-held = 你沒有保留中的金幣。
refused-appealed = 你已經提出，答覆會顯示在這裡。
held-coins = 保留的金幣
held-coins-text = 以異常方式賺取。在你決定之前不屬於任何人；聽眾看得到你的原因。
held-none = 沒有金幣等候查看。
decide = 決定⋯⋯
release-held = 放行
void-held = 取消
done-held-released = 金幣已歸聽眾所有。
done-held-voided = 金幣已取消。
refused-held-because = 請填原因，最多400字，聽眾看得到。
refused-held-nothing-held = 已經有人決定了。
refused-held-books-stopped = 金幣停止流動：查帳發現帳本有誤。

# 金幣規則
rates = 金幣規則
rates-published = 已公布
rates-number = 第{ $version }號
rates-hold = 現行
rates-short = 每{ $seconds }秒{ $coins }枚，每天{ $minutes }分鐘
rates-change = 更改：第{ $version }號
rate-coins = 金幣
rate-quantum = ⋯⋯每收聽幾秒
rate-daily = 每天計算的分鐘數
rate-threshold = 一則報導聽幾秒後才計算
rate-expires = 幾個月後到期
rate-pool-day = 全體聽眾每天的金幣（留空：不限）
rate-pool-month = ⋯⋯每月（留空：不限）
rate-begins = 開始時間（{ $zone }，留空：立即）
preview = 若依此規則
preview-was = 過去{ $days }天，{ $listeners }位聽眾收聽{ $minutes }分鐘，得{ $coins }枚金幣。
preview-would-be = 依此規則至少{ $coins }枚金幣。
preview-day = 一人一天最多：現在{ $now }枚，之後{ $then }枚。
preview-it = 預覽
publish-rates = 公布
rates-hint = 公布的規則不會更改，已賺取的金幣不受影響，只能由下一號規則取代。
done-rates = 已公布。聽眾可在規則頁讀到。
refused-rate-published = 其間已有人公布新規則，請先查看。
refused-rate-earlier = 已公布的規則開始得更晚，請設定在其後。
wrong-rate-quantum = 整數秒，從1秒到一天。
wrong-rate-coins = 金幣的整數，至少1。
wrong-rate-daily = 整數分鐘：至少一枚金幣所需，至多一天。
wrong-rate-threshold = 整數秒，或0。
wrong-rate-expires = 1到1,200個月。
wrong-rate-pool_day = 金幣的整數，或留空。
wrong-rate-pool_month = 金幣的整數，或留空。
wrong-rate-at = 請填日期與時間。
books-lately = 過去{ $days }天，聽眾收聽{ $minutes }分鐘，賺取{ $coins }枚金幣。
books-an-hour = 相當於每小時{ $coins }枚。

# 人員
staff = 人員
me = 你
you = 你
staff-members = 現有人員
staff-invite = 邀請人員
invite = 邀請
invited-on = 邀請於
by-the-operator = 由架設者開門
without-passkey = 尚無通行金鑰
role = 職務
role-owner = 負責人
role-shopkeeper = 商店管理
role-editor = 所有刊物的編輯
role-editor-of = 編輯：
roles-hint = 編輯負責刊物的報導；商店管理負責商品、訂單、金幣與帳冊；負責人全部都可以。
change = 更改
staff-new-link = 寄新的連結
staff-let-go = 不再是編輯部的成員
staff-link = 這裡不寄信。請轉交這個連結：{ $days }天內可登入編輯台一次，之後不再顯示。
staff-deeds = 做過的事
staff-no-deeds = 還沒有。
staff-welcome = { $name }，歡迎。請現在加入通行金鑰，下次就能登入。
staff-no-passkey-yet = 還沒有通行金鑰。沒有的話，每次登入都需要新的連結。
staff-passkey-failed = 沒有成功。請再試一次，或索取連結。
signed-in-on = { $count ->
    [one] 你只在這裡登入。
   *[other] 你在{ $count }個裝置上登入。
    }
rates-by-owners = 規則由負責人公布。
done-staff-invited = 邀請已寄出。
done-staff-link-sent = 新的連結已寄出，之前的連結不再有效。
done-staff-role-changed = 已更改，從對方的下一個動作起生效。
done-staff-let-go = 對方已在所有裝置登出，無法再進入編輯台。
refused-staff-last-owner = 這個編輯部沒有別的負責人，請先指定一位。
refused-staff-too-many = 人員已經太多。
refused-staff-known = 這個地址的人已經在這裡。
refused-staff-role = 沒有這個職務。
wrong-staff-name = 名字最多80個字。
wrong-staff-email = 這不是電子郵件地址，請寫成 name@example.org。
wrong-staff-role = 請選擇職務。
wrong-staff-publication = 請選擇職務。
mail-staff-subject = { $site }編輯台的位置
mail-staff-body =
    { $name }，{ $by }請你加入{ $site }的編輯台。
    { "" }
    { $link }
    { "" }
    連結{ $days }天內可使用一次。之後請建立通行金鑰，往後就用它登入。

## 搜尋

## Topics

topic = 主題
hot-topics = 熱門話題
of-topic = 這則報導屬於
topic-stories = { $count } 則報導
topic-about = { $publications } 家刊物的 { $stories } 則報導，依內容自動匯集，最新的在前。
topic-tags = 本主題的標籤
related-tags = 相關標籤

search = 搜尋
search-words = 要找的字詞
search-hint = 字詞不分先後；加上「引號」則須照樣出現。
search-everywhere = 全部
search-any-language = 不限
search-order = 排序
search-best = 最相關
search-newest = 最新
search-for = { $query } · 搜尋
search-count = { $count } 則報導
search-many = 超過 { $count } 則報導，這裡是其中最新的。多打一個詞，結果會少一些。
search-some-words = 沒有報導含有所有字詞，{ $count } 則含有其中一些。
search-nothing = 找不到「{ $query }」。
search-nothing-title = 沒有結果
search-nothing-text = 換個字詞，少打幾個字，或搜尋全部。
search-tags = 近日話題
hear-from-here = 從這一句開始聽〈{ $headline }〉
section = 版面
also-about = 也談到

# 電子報
newsletter = 電子報
newsletter-daily = 每日
newsletter-weekly = 每週
newsletter-footer = 用電子郵件收新聞，每則都能收聽
newsletter-ask = 訂閱
newsletter-more = 選擇每日或每週、想看的版面
newsletter-lead = 用電子郵件收{ $name }的報導：每則都有標題，點連結就能收聽。
newsletter-promise = 我們會先寄一封信請你確認。每封信都有一鍵取消的連結；我們不追蹤你是否開信。
newsletter-sent = 確認信已寄出，{ $days } 天內點信中的連結即完成訂閱。沒收到？請看看垃圾郵件。
newsletter-rhythm = 多久一次
newsletter-daily-at = 每天 { $clock }
newsletter-weekly-at = 每{ $weekday ->
    [1] 週一
    [2] 週二
    [3] 週三
    [4] 週四
    [5] 週五
    [6] 週六
   *[7] 週日
    } { $clock }
newsletter-zone = 時區：{ $zone }
newsletter-none-is-all = 都不勾選，就是全部。
newsletter-langs = 報導的語言
newsletter-letters = 信件的語言
newsletter-confirm-text = 按下按鈕，從下一期起就會收到{ $name }的電子報。
newsletter-confirm = 好，寄給我
newsletter-again = 訂閱電子報
newsletter-choices = 訂閱內容
newsletter-goes-to = 寄送到 { $email }。
newsletter-leave = 取消訂閱
newsletter-leave-text = 我們會刪除你的信箱地址，不再寄信給你。
newsletter-leave-now = 立即取消訂閱
newsletter-nobody = 這個連結已不屬於任何訂閱。
done-newsletter-confirmed = 歡迎，下一期就會寄給你。
done-newsletter-saved = 已儲存，從下一期起生效。
done-newsletter-left = 已取消訂閱。你的信箱地址已刪除，不會再寄信給你。
refused-too-many-letters = 已寄出多封信。請查看信箱，或明天再試。
refused-newsletter-unknown = 這不是我們的連結，或訂閱已結束。請再訂閱一次。
refused-newsletter-expired = 這個連結已過期。請再訂閱一次。
mail-newsletter-subject = 請確認：{ $site }電子報
mail-newsletter-body =
    有人（應該就是你）要訂閱{ $site }的電子報。點這個連結即完成訂閱：
    { "" }
    { $link }
    { "" }
    連結在 { $days } 天內有效。如果不是你，請不用理會：沒有確認就不會寄送電子報。
mail-newsletter-has-subject = 你已訂閱{ $site }電子報
mail-newsletter-has-body =
    有人（應該就是你）要訂閱{ $site }的電子報。你已經訂閱了，可以在這裡更改訂閱內容：
    { "" }
    { $link }

# 編輯台的電子報
newsletter-readers = { $count ->
    [0] 還沒有人訂閱。
   *[other] { $count } 人訂閱。
    }
newsletter-asked = { $count } 人尚未確認
newsletter-gone = { $count } 個信箱已失效
newsletter-people = { $count } 人
newsletter-off = 沒有電子報：需要郵件伺服器，並在設定中寫 newsletter = true。
issues-coming = 接下來
issues-past = 各期
issues-all = 所有各期
issues-none = 尚無排定：還沒有人確認訂閱。
issues-none-yet = 還沒有寄出任何一期。
issue-number = 第 { $number } 期
issue-draft = 已排定
issue-sending = 寄送中
issue-sent = 已寄出
issue-skipped = 略過
issue-held = 暫停
issue-goes = 寄送時間
issue-letter = 信件
issue-subject = 主旨（空白：用每封信的第一則標題）
issue-intro = 開頭的話（空白：沒有）
issue-place = 順序
issue-stories-hint = 每位讀者會收到其中自己選的內容，最多十則。不要的請取消勾選；之後才刊出的報導，會排在你排好的報導後面。
issue-no-stories = 還沒有報導：到時已刊出且可以收聽的就會放進來。
issue-preview = 預覽
issue-see-letter = 信件
issue-see-text = 純文字
issue-preview-hint = 依已儲存的內容，沒有特別選擇的讀者會收到的樣子。
issue-test = 寄給 { $email }
issue-send = 提前處理
issue-send-open = 現在寄出…
issue-send-now = 立即寄給所有人
issue-send-hint = 信件寄出就無法收回。
issue-skip-open = 略過…
issue-skip = 略過這一期
issue-skip-hint = 沒有人會收到；其中的報導可能放進下一期。
issue-held-hint = 你同意之前不會繼續寄送。沒有人會收到第二份。
issue-go-on = 繼續寄送
copies = 份數
copies-sent = 已寄出 { $count } 份
copies-waiting = 等待 { $count } 份
copies-refused = 遭拒 { $count } 份
copies-lapsed = 逾時 { $count } 份
copies-unknown = 不明 { $count } 份
copies-unsubscribed = { $count } 人取消訂閱
copies-unknown-hint = 郵件伺服器收這些信時，程式停止或連線中斷。這裡無人知道是否送達，因此沒有再寄一次。郵件伺服器以這裡的名稱識別每一份：請向它查詢後決定。
copy-has-left = 已離開的讀者
copy-arrived = 已送達
copy-again = 再寄一次
done-issue-saved = 已儲存。
done-issue-tested = 正在寄給你。
done-issue-begun = 開始寄送。
done-issue-skipped = 已略過。
done-issue-went-on = 繼續寄送。
done-issue-arrived = 已記下：送達。
done-issue-again = 會再寄一次。
refused-issue-changed = 這一期在此期間有人改過，或已寄出。沒有儲存任何內容，請再看一次。
refused-issue-settled = 已有人決定了。
refused-issue-too-long = 主旨是一行，最多 150 個字；開頭的話最多 4,000 個字。
refused-issue-no-address = 你沒有可以寄送的信箱。
refused-issue-no-stories = 裡面沒有報導。
