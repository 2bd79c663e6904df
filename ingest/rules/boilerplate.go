package rules

import "strings"

// boilerplate marks the paragraphs that say nothing of the article's own: what
// a company tells of itself under each release, contacts, disclaimers, credits,
// notes on the author. The index is that of the paragraph, from 0.
func boilerplate(paragraphs []string) []bool {
	marks := make([]bool, len(paragraphs))
	rest := false // from here on all is boilerplate
	section := false
	for i, p := range paragraphs {
		lower := strings.ToLower(strings.TrimLeft(p, "*#_•-–— \t"))
		words := strings.Fields(lower)
		heading := len(words) <= 8 && !strings.HasSuffix(p, ".")
		switch {
		case rest:
		case opensEnd(lower, heading) && (i > 0 || len(paragraphs) == 1):
			rest = true
		case strings.HasPrefix(p, "About ") && i > 0 && aboutSection(p, heading):
			section = true
			marks[i] = true
			continue
		case section && heading:
			section = false
		}
		marks[i] = rest || section || aside(lower)
		if strings.Contains(lower, "affiliate link") && i > len(paragraphs)/2 {
			rest = true // the author's note follows
		}
	}
	return marks
}

// endings open what is boilerplate to the end of the article.
var endings = []string{"forward-looking statement", "forward looking statement", "safe harbor", "safe harbour", "cautionary statement", "cautionary note", "media contact", "press contact", "investor contact", "contact:", "contacts:", "contacts", "for more information", "for further information", "media relations", "investor relations", "company contact", "source:", "view original content", "related links", "related articles", "related stories", "read next", "recommended stories", "more from ", "most read", "about the author", "trademarks", "signatures", "no offer or solicitation", "additional information and where to find it", "participants in the solicitation", "disclaimer", "note to editors", "notes to editors", "references", "important information"}

func opensEnd(lower string, heading bool) bool {
	for _, ending := range endings {
		if strings.HasPrefix(lower, ending) {
			// As the beginning of a sentence most are ordinary words.
			return heading || strings.Contains(ending, "contact") || strings.HasPrefix(ending, "for ") || strings.Contains(ending, "statement") ||
				strings.HasPrefix(ending, "safe ") || ending == "source:" || strings.HasPrefix(ending, "view ")
		}
	}
	return false
}

// aboutSection reports whether a paragraph that begins with "About" is a
// heading, or heading and text in one: "About Acme Acme makes …".
func aboutSection(p string, heading bool) bool {
	words := strings.Fields(p)
	if len(words) < 2 || !upper(words[1]) && !mixedCase(words[1]) {
		return false
	}
	if heading {
		return true
	}
	for _, word := range words[2:] {
		if strings.Trim(word, "“\"(,.:") == strings.Trim(words[1], "“\"(,.:") || word == "The" || strings.HasSuffix(word, ":") {
			return true
		}
		if !upper(word) {
			return false
		}
	}
	return false
}

// asides are single paragraphs of no matter.
var asides = []string{"(reporting by", "reporting by", "(additional reporting", "additional reporting by", "(editing by", "editing by", "(writing by", "(compiled by", "to contact the reporter", "to contact the editor", "--with assistance", "-- with assistance", "— with assistance", "with assistance from", "(updates ", "(adds ", "(corrects ", "(removes ", "follow us", "follow @", "sign up", "subscribe", "newsletter", "copyright ", "©", "(c) ", "all rights reserved", "this article may contain", "this article originally", "this article was ", "this story originally", "this story was ", "this post ", "this site ", "click here", "photo by", "photo:", "photo credit", "image by", "image:", "image credit", "photograph by", "read more", "read also", "see also", "also read", "watch:", "disclosure:", "disclosure ", "full disclosure", "for more articles like this", "subscribe now", "most read from", "©20", "cookies", "advertisement", "view comments", "terms and privacy", "click to enlarge", "have a tip", "got a tip", "image source", "editor's note", "editor’s note", "correction:", "this press release", "this news release", "this release contains", "this document contains", "certain statements", "except for historical", "statements in this", "the motley fool", "the author has no", "the views expressed", "our standards:", "register for free", "source text", "further company coverage", "http://", "https://", "www."}

func aside(lower string) bool {
	for _, a := range asides {
		if strings.HasPrefix(lower, a) {
			return true
		}
	}
	return strings.Contains(lower, "affiliate link") || strings.Contains(lower, "all rights reserved") || authorBio(lower)
}

// authorBio recognises the note on who wrote an article.
func authorBio(lower string) bool {
	for _, phrase := range []string{" is a reporter ", " is a staff writer", " is a senior writer", " is a freelance", " is a contributor to ", " is a journalist ", " is a senior reporter", " is a technology reporter", " is the editor of ", " is an editor at", "you can follow her", "you can follow him", "follow him on twitter", "follow her on twitter", " has no position in any "} {
		if strings.Contains(lower, phrase) {
			return true
		}
	}
	return false
}
