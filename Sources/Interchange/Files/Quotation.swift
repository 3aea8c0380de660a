/// A found value as a message quotes it: between quotation marks, control characters escaped, at most 60 characters.
func quoted(_ text: String) -> String {
  var shown = ""
  // Escapes count as they are shown: a file of NUL bytes is told in a line too.
  var count = 0
  for scalar in text.unicodeScalars {
    guard count < 60 else {
      shown += "…"
      break
    }
    if scalar.properties.generalCategory == .control {
      let escape = "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      shown += escape
      count += escape.count
    } else {
      shown.unicodeScalars.append(scalar)
      count += 1
    }
  }
  return "“" + shown + "”"
}
