import Testing

import struct Foundation.Date

@testable import EmulatorCore

struct MIMEEntityTests {
    private func entity(_ lines: String...) -> MIMEEntity { MIMEEntity(Array(lines.joined(separator: "\r\n").utf8)) }

    @Test func `folded headers and encoded words are read`() {
        let mail = entity(
            "Subject: =?UTF-8?B?R3LDvMOfZQ==?= =?utf-8?q?_aus_K=C3=B6ln?= today",
            "From: =?ISO-8859-1?Q?Andr=E9?= <a@b.c>",
            "To: \"Doe, Jane\" <jane@x.example>,", "\tbob@x.example (Bob), not an address", "", "body")
        #expect(mail.headers["subject"] == "Grüße aus Köln today")
        #expect(mail.headers["From"] == "André <a@b.c>")
        #expect(mail.headers.addresses("To").map(\.address) == ["jane@x.example", "bob@x.example"])
        #expect(mail.headers.addresses("To").map(\.name) == ["Doe, Jane", ""])
        #expect(mail.content == Array("body".utf8))
    }

    @Test(arguments: ["Grüße", "a Ü b", "Ä Ö Ü", "plain", String(repeating: "ü", count: 200), "🧗 climb 🧗"])
    func `encoded words say what was said`(_ text: String) {
        let encoded = MIMEWord.encoded(text)
        #expect(encoded.utf8.allSatisfy { $0 < 0x80 })
        #expect(encoded.split(separator: " ").allSatisfy { $0.count <= 75 })
        #expect(MIMEWord.decoded(encoded) == text)
    }

    @Test func `parts inside parts are found`() {
        let mail = entity(
            "Content-Type: multipart/mixed; boundary=\"out er\"", "", "preamble", "--out er",
            "Content-Type: multipart/alternative; boundary=inner", "", "--inner",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "", "caf=C3=A9 =", "au lait", "--inner",
            "Content-Type: text/html", "", "<p>x</p>", "", "--inner--", "--out er",
            "Content-Type: application/pdf", "Content-Disposition: attachment; filename*=UTF-8''%C3%BCber%20uns.pdf",
            "Content-Transfer-Encoding: base64", "", "JVBE", "Rg==", "--out er--", "epilogue")
        #expect(mail.parts.count == 2)
        #expect(mail.parts[0].parts.map(\.contentType.value) == ["text/plain", "text/html"])
        #expect(String(decoding: mail.parts[0].parts[0].content, as: UTF8.self) == "café au lait")
        #expect(String(decoding: mail.parts[0].parts[1].content, as: UTF8.self) == "<p>x</p>\r\n")
        #expect(mail.parts[1].fileName == "über uns.pdf")
        #expect(String(decoding: mail.parts[1].content, as: UTF8.self) == "%PDF")
    }

    @Test func `other character sets become UTF-8`() {
        let latin = MIMEEntity(Array("Content-Type: text/plain; charset=ISO-8859-1\n\n".utf8) + [0x63, 0xE9])
        #expect(String(decoding: latin.content, as: UTF8.self) == "cé")
    }

    @Test func `a composed mail is read as it was meant`() {
        var mail = MailMessage(body: "Hallo Jörg\nZeile zwei")
        mail.headers = [("Subject", "Übersicht\r\nBcc: evil@x.example")]
        mail.html = "<p>Hallo</p>"
        mail.attachments = [.init(fileName: "größe.txt", contentType: "text/plain", bytes: Array("1,2".utf8))]
        let read = MIMEEntity(Array(mail.text.utf8))
        #expect(read.headers["Subject"] == "Übersicht Bcc: evil@x.example")
        #expect(read.headers["Bcc"] == nil)
        #expect(String(decoding: read.parts[0].parts[0].content, as: UTF8.self) == "Hallo Jörg\r\nZeile zwei")
        #expect(read.parts[1].fileName == "größe.txt")
        #expect(read.parts[1].content == Array("1,2".utf8))
    }

    @Test func `dates are read with their zone`() throws {
        let date = try #require(MIMEDate.date("Tue, 1 Dec 2026 00:30:05 +0130 (XYZ)"))
        #expect(MIMEDate.text(date) == "Mon, 30 Nov 2026 23:00:05 +0000")
        #expect(MIMEDate.date("tomorrow") == nil)
    }
}
