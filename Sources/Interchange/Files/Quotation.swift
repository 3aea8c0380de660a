/// A found value as a message quotes it: between quotation marks, control characters escaped, at most 60 characters.
func quoted(_ text: String) -> String {
  var shown = ""
  var count = 0
  for scalar in text.unicodeScalars {
    guard count < 60 else {
      shown += "…"
      break
    }
    if scalar.properties.generalCategory == .control {
      shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    } else {
      shown.unicodeScalars.append(scalar)
    }
    count += 1
  }
  return "“" + shown + "”"
}
