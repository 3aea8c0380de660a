import TerminalKit

/// What terminals send, and what it means. From xterm's ctlseqs, terminfo (`infocmp`) and console_codes(4).
enum KnownSequences {
  static let esc = "\u{1B}"

  static let keys: [(bytes: String, key: Key)] = cursorKeys + functionKeys + editingKeys + typed + extended

  /// xterm and tmux in normal mode, VT100 in application mode, with and without modifiers, and rxvt's own.
  static let cursorKeys: [(bytes: String, key: Key)] = [
    ("\(esc)[A", Key(.up)), ("\(esc)[B", Key(.down)), ("\(esc)[C", Key(.right)), ("\(esc)[D", Key(.left)),
    ("\(esc)OA", Key(.up)), ("\(esc)OB", Key(.down)), ("\(esc)OC", Key(.right)), ("\(esc)OD", Key(.left)),
    ("\(esc)[H", Key(.home)), ("\(esc)[F", Key(.end)), ("\(esc)OH", Key(.home)), ("\(esc)OF", Key(.end)),
    ("\(esc)[1;2A", .shift(.up)), ("\(esc)[1;2B", .shift(.down)), ("\(esc)[1;2C", .shift(.right)),
    ("\(esc)[1;2D", .shift(.left)), ("\(esc)[1;3C", Key(.right, .alt)), ("\(esc)[1;5D", Key(.left, .control)),
    ("\(esc)[1;6A", Key(.up, [.shift, .control])), ("\(esc)[1;8H", Key(.home, [.shift, .alt, .control])),
    ("\(esc)[1;9A", Key(.up, .alt)), ("\(esc)O5C", Key(.right, .control)), ("\(esc)O1;2D", .shift(.left)),
    ("\(esc)[a", .shift(.up)), ("\(esc)[d", .shift(.left)),
  ]

  /// xterm, screen and tmux, the Linux console, VT100.
  static let functionKeys: [(bytes: String, key: Key)] = [
    ("\(esc)OP", Key(.function(1))), ("\(esc)OS", Key(.function(4))), ("\(esc)[11~", Key(.function(1))),
    ("\(esc)[15~", Key(.function(5))), ("\(esc)[17~", Key(.function(6))), ("\(esc)[21~", Key(.function(10))),
    ("\(esc)[23~", Key(.function(11))), ("\(esc)[24~", Key(.function(12))), ("\(esc)[25~", Key(.function(13))),
    ("\(esc)[34~", Key(.function(20))), ("\(esc)[1;2P", .shift(.function(1))),
    ("\(esc)[15;5~", Key(.function(5), .control)),
    ("\(esc)[[A", Key(.function(1))), ("\(esc)[[E", Key(.function(5))), ("\(esc)OM", Key(.enter)),
    ("\(esc)Op", .character("0")), ("\(esc)Oy", .character("9")), ("\(esc)Ok", .character("+")),
  ]

  static let editingKeys: [(bytes: String, key: Key)] = [
    ("\(esc)[1~", Key(.home)), ("\(esc)[4~", Key(.end)), ("\(esc)[7~", Key(.home)), ("\(esc)[8~", Key(.end)),
    ("\(esc)[2~", Key(.insert)), ("\(esc)[3~", Key(.delete)), ("\(esc)[5~", Key(.pageUp)),
    ("\(esc)[6~", Key(.pageDown)),
    ("\(esc)[3;5~", Key(.delete, .control)), ("\(esc)[5;2~", .shift(.pageUp)), ("\(esc)[6^", Key(.pageDown, .control)),
    ("\(esc)[Z", .shift(.tab)), ("\u{7F}", Key(.backspace)), ("\u{8}", Key(.backspace)), ("\r", Key(.enter)),
    ("\n", Key(.enter)), ("\t", Key(.tab)), ("\(esc)\u{7F}", Key(.backspace, .alt)), ("\(esc)\r", Key(.enter, .alt)),
  ]

  static let typed: [(bytes: String, key: Key)] = [
    ("a", .character("a")), ("G", .character("G")), (" ", .character(" ")), ("é", .character("é")),
    ("山", .character("山")),
    ("😀", .character("😀")), ("\u{1}", .control("a")), ("\u{12}", .control("r")), ("\u{0}", .control(" ")),
    ("\u{1F}", .control("_")), ("\(esc)b", .alt("b")), ("\(esc)é", .alt("é")), ("\(esc)B", .alt("B")),
    ("\(esc)1", .alt("1")), ("\u{FFFD}", .character("\u{FFFD}")),
  ]

  /// CSI u, and xterm's modifyOtherKeys.
  static let extended: [(bytes: String, key: Key)] = [
    ("\(esc)[13;5u", Key(.enter, .control)), ("\(esc)[27u", Key(.escape)), ("\(esc)[97;5u", .control("a")),
    ("\(esc)[97;2u", .character("A")), ("\(esc)[27;5;13~", Key(.enter, .control)), ("\(esc)[9;5u", Key(.tab, .control)),
    ("\(esc)[127;3u", Key(.backspace, .alt)), ("\(esc)[1;5:1A", Key(.up, .control)),
  ]

  static let mice: [(bytes: String, event: MouseEvent)] = [
    ("\(esc)[<0;1;1M", MouseEvent(.press(clicks: 1), .left, at: Point(0, 0))),
    ("\(esc)[<2;300;50M", MouseEvent(.press(clicks: 1), .right, at: Point(299, 49))),
    ("\(esc)[<0;300;50m", MouseEvent(.release, .left, at: Point(299, 49))),
    ("\(esc)[<32;12;3M", MouseEvent(.drag, .left, at: Point(11, 2))),
    ("\(esc)[<64;5;6M", MouseEvent(.wheelUp, .left, at: Point(4, 5))),
    ("\(esc)[<65;5;6M", MouseEvent(.wheelDown, .left, at: Point(4, 5))),
    ("\(esc)[<16;5;6M", MouseEvent(.press(clicks: 1), .left, at: Point(4, 5), modifiers: .control)),
    ("\(esc)[M !!", MouseEvent(.press(clicks: 1), .left, at: Point(0, 0))),
    ("\(esc)[M#+0", MouseEvent(.release, .left, at: Point(10, 15))),
    ("\(esc)[M@+0", MouseEvent(.drag, .left, at: Point(10, 15))),
    ("\(esc)[M`+0", MouseEvent(.wheelUp, .left, at: Point(10, 15))),
  ]

  /// What means nothing here, and must never appear as text.
  static let swallowed: [String] = [
    "\(esc)[?1;2c", "\(esc)[>0;276;0c", "\(esc)[I", "\(esc)[O", "\(esc)[24;80R", "\(esc)[<35;5;6M", "\(esc)[<128;5;6M",
    "\(esc)[<64;5;6m", "\(esc)[<0;0;0M", "\(esc)[<0;1M", "\(esc)[99~", "\(esc)[200;1~", "\(esc)[201~", "\(esc)[1;2:3q",
    "\(esc)]11;rgb:1414/1717/1c1c\u{7}", "\(esc)]11;rgb:14/17/1c\(esc)\\", "\(esc)P>|XTerm(379)\(esc)\\",
    "\(esc)P1+r436f=323536\(esc)\\", "\(esc)_Gi=1;OK\(esc)\\", "\(esc)[" + String(repeating: "1;", count: 400) + "A",
    "\u{9B}", "\(esc)[[Z", "\(esc)O\u{7E}", "\(esc)[0;0;0;0u",
  ]
}
