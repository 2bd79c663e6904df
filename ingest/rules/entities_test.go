package rules

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

func extraction(t *testing.T, paragraphs ...string) *extract.Extraction {
	t.Helper()
	found, err := New().Extract(t.Context(), document(paragraphs...))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// accepted are the names of what is sure enough to be written, sorted.
func acceptedCompanies(x *extract.Extraction) []string {
	names := []string{}
	for _, c := range x.Companies {
		if c.Confidence >= extract.Accepted {
			names = append(names, c.Name)
		}
	}
	sort.Strings(names)
	return names
}

func same(t *testing.T, text string, got, want []string) {
	t.Helper()
	sort.Strings(want)
	if len(got) == 0 && len(want) == 0 {
		return
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s\n got %q\nwant %q", text, got, want)
	}
}

func TestWhatIsACompany(t *testing.T) {
	for _, test := range []struct {
		why, text string
		want      []string
	}{
		{"a legal form behind a comma", "On Monday Orvelin Systems, Inc. and Hanko Denki Co., Ltd. signed.", []string{"Orvelin Systems, Inc.", "Hanko Denki Co., Ltd."}},
		{"an ampersand, a bracket and a legal form", "It bought Hask & Danmoor and Quillon Acoustics (Shenzhen) Co. Ltd. last year.", []string{"Hask & Danmoor", "Quillon Acoustics (Shenzhen) Co. Ltd."}},
		{"a description in front", "The deal was led by private equity firm Calderby and insurer Hansot.", []string{"Calderby", "Hansot"}},
		{"a description behind", "Tessery, a Dutch maker of valves, declined to comment.", []string{"Tessery"}},
		{"in apposition", "A smaller rival, Coldsnip, took part.", []string{"Coldsnip"}},
		{"a place in front", "Sweden's Havsvik and Canada's Saltmoor took part.", []string{"Havsvik", "Saltmoor"}},
		{"a list", "Rivals such as Dorvane, Ellips and Karrow followed.", []string{"Dorvane", "Ellips", "Karrow"}},
		{"names listed with each other", "It no longer pays through the firms that make its phones, Dorvane, Ellips, Quarn and Karrow.", []string{"Dorvane", "Ellips", "Quarn", "Karrow"}},
		{"the other party of a deal", "Orvelin Inc. sold its pump arm to Calderby and will invest up to $5 million in Karrow.", []string{"Orvelin Inc.", "Calderby", "Karrow"}},
		{"a place at the end", "Orvelin Inc. licensed a drug to Karrow for Japan.", []string{"Orvelin Inc.", "Karrow"}},
		{"no party of a deal", "Orvelin Inc. sells pumps in Esbruck.", []string{"Orvelin Inc."}},
		{"a leader", "Karrow, the leader in flash memory, and Quarn, a Dutch specialist in pumps, were not among the bidders.", []string{"Karrow", "Quarn"}},
		{"who says it is not described", "It bought patents from Karrow, a spokeswoman said.", []string{"Karrow"}},
		{"a price", "In 2017 it added Dorvane for $3 million.", []string{"Dorvane"}},
		{"behind a place", "It sued the chipmaker Ohio Korrin Integrated Circuit. Korrin makes the cells.", []string{"Ohio Korrin Integrated Circuit"}},
		{"no company: a member of a board", "It is part of the digital division, Klaus Tovik, a member of the managing board, said.", nil},
		{"the last word of a name", "Eastvale Korrin Co. sold a unit. Korrin needs the money.", []string{"Eastvale Korrin Co."}},
		{"a product's maker is not its product", "Orvelin Inc. accuses the Karrow maker of theft and buys pumps from the subsidiary in Quarn that makes them.", []string{"Orvelin Inc."}},
		{"an opponent", "Orvelin Inc. is still fighting Karrow in court.", []string{"Orvelin Inc.", "Karrow"}},
		{"a possession", "Brindle's shares fell after Quarn's chief executive left.", []string{"Brindle", "Quarn"}},
		{"a ticker is no name", "Shares of Quibber (NYSE: QBR) rose, and Plumrose Inc. (PLMR) fell.", []string{"Quibber", "Plumrose Inc."}},
		{"public bodies are none", "The Federal Trade Commission and the European Commission told the Supreme Court so, the Ministry of Finance said.", nil},
		{"exchanges, indices and outlets are none", "Reuters reported that the S&P 500 rose. The Nasdaq fell, according to Bloomberg.", nil},
		{"places are none", "The plant in Esbruck, near Toronto, moved from Ohio to Germany.", nil},
		{"a nationality is none", "The British and the Chinese agreed on Tuesday.", nil},
		{"ordinary words at the start of a sentence are none", "Shares fell. Analysts expected more. Hearing-aid makers gained. Unfortunately, nobody came.", nil},
		{"letters explained are none", "High-voltage direct current (HVDC) cables carry power from wind farms.", nil},
		{"a city in front of -based", "San Diego-based Quarnell Wireless will pay.", []string{"Quarnell Wireless"}},
		{"terms of a contract are none", "Farrow Systems, Inc. (the “Company”) signed with Calmar plc (“Parent”). The Company will pay Parent.", []string{"Farrow Systems, Inc.", "Calmar plc"}},
		{"behind a title", "Maren Tovik, chief scientist of Immunor, agreed (the other is Joel Amadi, CEO, Hansvik).", []string{"Immunor", "Hansvik"}},
		{"at which somebody is something", "At Mason Hansot, analyst Joel Amadi disagreed.", []string{"Mason Hansot"}},
		{"of whom an analyst is", "Morgan Hansot analyst Joel Amadi disagreed with analysts including Maren Tovik of Quarn.", []string{"Morgan Hansot", "Quarn"}},
		{"a firm of surnames", "The law firm Hansot, Quarn & Tasker won. Varn, Tolm & Orre LLP lost.", []string{"Hansot, Quarn & Tasker", "Varn, Tolm & Orre LLP"}},
		{"a label of a paragraph", "Copperlode (after hours, -1.5%): Said its chief executive will leave.", []string{"Copperlode"}},
		{"departments are none", "Joel Amadi is Vice President of Satellite Products at Orvelin Inc. and Maren Tovik heads its Rail Systems unit.", []string{"Orvelin Inc."}},
		{"towns are none", "Esbruck's largest employer, Orvelin Inc., will close the Tolvar mill.", []string{"Orvelin Inc."}},
		{"nor programmes, boards, fairs and institutes", "The Clean Air Programme, the Hanover Fair, the Management Board, the Kalbar Project and the Institute for Energy Studies agreed.", nil},
		{"nor a chamber, nor a union's branch", "The Esbruck Chamber of Commerce and Machinists Local 618 agreed.", nil},
		{"what somebody makes is a product", "The maker of Dragon Ledger said so.", nil},
		{"people whose names no list has are none", "Orvelin Inc. has appointed Shorvelle Garrow as a director. Ms Garrow is happy. Tolvik Ondra took over as head of sales. Ondra left.", []string{"Orvelin Inc."}},
		{"fairs, families and offices are none", "The Medika fair opened. The Quarnell family met Deputy Transport Minister Maren Tovik and praised Open RAN.", nil},
		{"what a maker makes is none", "Pallet maker Hansot & Sons sold its Precision Systems business on Route 11 at the Geneva Motor Show.", []string{"Hansot & Sons"}},
		{"groups with a cause are none", "The environmental group Seedvatch protested.", nil},
		{"where somebody comes from", "Maren Tovik joins from Polvik.", []string{"Polvik"}},
		{"a short form before the full name is none of its own", "Quarnell is buying. Quarnell Systems will pay.", []string{"Quarnell Systems"}},
		{"a unit abroad is one of its own", "Bransted Corp. said Bransted North America had hired him.", []string{"Bransted Corp.", "Bransted North America"}},
		{"a short form is none of its own", "Orvelin Systems Inc. rose. Orvelin said it was happy.", []string{"Orvelin Systems Inc."}},
		{"nor are initials", "Tolland Quay Technologies Inc. (“TQT”) rose. TQT was happy.", []string{"Tolland Quay Technologies Inc."}},
	} {
		same(t, test.why+": "+test.text, acceptedCompanies(extraction(t, test.text)), test.want)
	}
}

func TestShortForms(t *testing.T) {
	x := extraction(t, "Orvelin Systems Inc. agreed to buy Tolland Quay Technologies Inc. (“TQT”).", "Orvelin will keep TQT's name.")
	for _, c := range x.Companies {
		var want []string
		switch c.Name {
		case "Orvelin Systems Inc.":
			want = []string{"Orvelin"}
		case "Tolland Quay Technologies Inc.":
			want = []string{"TQT"}
		}
		same(t, c.Name, c.Aliases, want)
	}
}

func TestBoilerplateYieldsNothing(t *testing.T) {
	x := extraction(t,
		"Orvelin Systems Inc. said it would buy Tasker Optics Inc.",
		"About Orvelin", "Orvelin Systems makes chips with Bransted Corp. Its chief executive is Ann Boe.",
		"Media contact: Joel Amadi, director of communications, Quarnell Wireless Inc.")
	same(t, "companies", acceptedCompanies(x), []string{"Orvelin Systems Inc.", "Tasker Optics Inc."})
	if len(x.People) > 0 {
		t.Errorf("found %v", x.People[0])
	}
}

func TestRoles(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"“Good,” said Maren Tovik, chief executive of Orvelin Inc.", []string{"Maren Tovik|chief executive|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. CEO Maren Tovik agreed.", []string{"Maren Tovik|CEO|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc.'s longtime chairman, Maren Tovik, agreed.", []string{"Maren Tovik|chairman|Orvelin Inc.|CURRENT"}},
		{"“Good,” said Maren Tovik, founder, chairman and CEO of Orvelin Inc.", []string{"Maren Tovik|founder|Orvelin Inc.|CURRENT", "Maren Tovik|chairman|Orvelin Inc.|CURRENT", "Maren Tovik|CEO|Orvelin Inc.|CURRENT"}},
		{"Joel Amadi, vice president of engineering at Orvelin Inc., agreed.", []string{"Joel Amadi|vice president of engineering|Orvelin Inc.|CURRENT"}},
		{"Joel Amadi, an analyst at brokerage Hansot Securities in Paris, disagreed.", []string{"Joel Amadi|analyst|Hansot Securities|CURRENT"}},
		{"said analyst Joel Amadi of Hansot Securities.", []string{"Joel Amadi|analyst|Hansot Securities|CURRENT"}},
		{"Orvelin Inc. named Joel Amadi as chief financial officer, replacing Maren Tovik.", []string{"Joel Amadi|chief financial officer|Orvelin Inc.|CURRENT", "Maren Tovik|chief financial officer|Orvelin Inc.|FORMER"}},
		{"Joel Amadi was head of sales at Hansot Inc. until 2019.", []string{"Joel Amadi|head of sales|Hansot Inc.|FORMER"}},
		{"Joel Amadi joined Orvelin Inc. as chief scientist in May.", []string{"Joel Amadi|chief scientist|Orvelin Inc.|CURRENT"}},
		{"Joel Amadi joined Orvelin Inc. from Hansot Group, where he was head of strategy.", []string{"Joel Amadi|head of strategy|Hansot Group|FORMER"}},
		{"Orvelin Inc. lost money. Chief Executive Maren Tovik said it would not happen again.", []string{"Maren Tovik|Chief Executive|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. said Joel Amadi would become the company's president.", []string{"Joel Amadi|president|Orvelin Inc.|CURRENT"}},
		{"Tasker Inc.'s founders, Joel Amadi and Maren Tovik, will stay.", []string{"Joel Amadi|founder|Tasker Inc.|CURRENT", "Maren Tovik|founder|Tasker Inc.|CURRENT"}},
		{"Joel Amadi joined Orvelin Inc.'s board last year.", []string{"Joel Amadi|board member|Orvelin Inc.|CURRENT"}},
		{"Joel Amadi was elected to the board of directors of Orvelin Inc.", []string{"Joel Amadi|board member|Orvelin Inc.|CURRENT"}},
		{"The board of Orvelin Inc. met, Joel Amadi said.", nil},
		{"Former Hansot Inc. president Joel Amadi agreed.", []string{"Joel Amadi|president|Hansot Inc.|FORMER"}},
		{"President Maren Tovik met Senator Joel Amadi. Orvelin Inc. was pleased.", nil},
		{"Orvelin Inc. bought Hansot Ltd. from its founder, Joel Amadi.", []string{"Joel Amadi|founder|Hansot Ltd.|CURRENT"}},
		{"Orvelin Inc. sold its stake in Hansot Ltd. to the founder, Joel Amadi.", []string{"Joel Amadi|founder|Hansot Ltd.|CURRENT"}},
		{"Orvelin Inc. was barred by President Maren Tovik from buying Hansot Inc.", nil},
		{"A spokesman for Orvelin Inc. declined to comment.", nil},
		{"Orvelin Inc. will head the group.", nil},
	} {
		var got []string
		for _, p := range extraction(t, test.text).People {
			for _, r := range p.Roles {
				if r.Confidence >= extract.Accepted {
					got = append(got, strings.Join([]string{p.Name, r.Title, r.Company, r.Status}, "|"))
				}
			}
		}
		sort.Strings(got)
		same(t, test.text, got, test.want)
	}
}

func TestAnaphora(t *testing.T) {
	for _, test := range []struct{ text, phrase, want string }{
		{"Finnish phone maker Orvelin Oyj sued Hansot Inc. The Finnish company wants damages.", "The Finnish company", "Orvelin Oyj"},
		{"Finnish phone maker Orvelin Oyj sued lender Hansot Inc. The lender declined to comment.", "The lender", "Hansot Inc."},
		{"Orvelin Oyj, based in Espoo, sued Hansot Inc. The Espoo-based company wants damages.", "The Espoo-based company", "Orvelin Oyj"},
		{"Orvelin Oyj rose. It makes phones.", "It", "Orvelin Oyj"},
		{"Orvelin AG bought Dorvane Inc. Orvelin is known for pumps. Hansot Inc. and Tasker Inc. sell them. The German group makes cars too.", "The German group", "Orvelin AG"},
		{"Hansot Inc. rose. Orvelin Oyj's record is mixed. It makes phones.", "It", "Orvelin Oyj"},
		{"Dorvane AG will supply cells to Orvelin Oyj for its vans.", "its", "Orvelin Oyj"},
		{"Orvelin Oyj said its chairman had left.", "its", "Orvelin Oyj"},
		{"Hansot Inc. rose. “Hansot suits us,” said Maren Tovik, vice chairman of Orvelin Oyj. Joel Amadi, its president, agreed.", "its", "Orvelin Oyj"},
		{"Groupe Dorvane SA bought Hansot Inc. “Good,” said Maren Tovik, chairman of Hansot Inc. The Group is French.", "The Group", "Groupe Dorvane SA"},
	} {
		got := ""
		for _, s := range read(document(test.text)).sentences {
			for _, m := range s.mentions {
				if m.anaphor && s.span(m.from, m.to) == test.phrase {
					got = m.entity.name
				}
			}
		}
		if got != test.want {
			t.Errorf("%s: %q stands for %q, want %q", test.text, test.phrase, got, test.want)
		}
	}
}

func TestProducts(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"Orvelin Inc. unveiled its RoadEar sensors on Monday.", []string{"RoadEar @ Orvelin Inc."}},
		{"Orvelin Inc. sells the Tabula 7 tablet in Asia.", []string{"Tabula 7 @ Orvelin Inc."}},
		{"Quarnell Inc. sued over the diabetes drug Bydorin and Hansot's entry-level Dolin drives.", []string{"Bydorin @ Quarnell Inc.", "Dolin @ Hansot"}},
		{"Drugs such as Onglomir and Kombiglor are sold by Orvelin Inc.", []string{"Onglomir @ Orvelin Inc.", "Kombiglor @ Orvelin Inc."}},
		{"Orvelin Inc. owns the Andovar and Brillo brands.", []string{"Andovar @ Orvelin Inc.", "Brillo @ Orvelin Inc."}},
		{"Orvelin Inc. leases its robots, sold as Hakubo.", []string{"Hakubo @ Orvelin Inc."}},
		{"Orvelin Inc. said profit rose.", nil},
	} {
		var got []string
		for _, p := range extraction(t, test.text).Products {
			if p.Confidence >= extract.Accepted {
				got = append(got, p.Name+" @ "+p.Company)
			}
		}
		sort.Strings(got)
		same(t, test.text, got, test.want)
	}
}

func TestTechnologies(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"They will explore augmented and virtual reality, the Internet of Things and AI.", []string{"augmented and virtual reality area:augmented-reality", "virtual reality area:virtual-reality", "Internet of Things area:internet-of-things", "AI area:artificial-intelligence"}},
		{"Orvelin Inc. makes sodium-ion battery cells.", []string{"sodium-ion battery cells area:batteries"}},
		{"It holds patents on wear leveling and patents covering beam steering.", []string{"wear leveling area:memory", "beam steering "}},
		{"Orvelin Inc. licensed its dry-coating process and two underwater navigation patents.", []string{"dry-coating process ", "underwater navigation "}},
		{"It sells solar inverters, lithium iron phosphate cells and RISC-V processors.", []string{"solar inverters area:solar-equipment", "lithium iron phosphate cells area:battery-chemistry", "RISC-V processors area:processors"}},
		{"It owns cutting-edge technology, long-term software and several key patents.", nil},
		{"Aid workers said it was ar and vr.", nil},
		{"Nobody sells products for fun.", nil},
	} {
		var got []string
		for _, x := range extraction(t, test.text).Technologies {
			if x.Confidence >= extract.Accepted {
				got = append(got, x.Name+" "+x.Area)
			}
		}
		sort.Strings(got)
		same(t, test.text, got, test.want)
	}
}

func TestPortfolios(t *testing.T) {
	number := func(n *int) string {
		if n == nil {
			return "-"
		}
		return fmt.Sprint(*n)
	}
	for _, test := range []struct {
		text string
		want []string
	}{
		{"Following the sale, Orvelin Inc. holds 1,930 granted patents worldwide and has a further 640 applications pending.", []string{"Orvelin Inc. 1930 640"}},
		{"Orvelin Inc. has applied for over 16,000 patents and has been granted 4,000.", []string{"Orvelin Inc. 4000 16000"}},
		{"Orvelin Inc. sold 214 patents to Hansot Inc.", nil},
		{"Orvelin Inc. owns 214 stores.", nil},
	} {
		var got []string
		for _, p := range extraction(t, test.text).Portfolios {
			got = append(got, p.Company+" "+number(p.Granted)+" "+number(p.Applied))
		}
		same(t, test.text, got, test.want)
	}
}

func TestSubsidiaries(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"It sold them to Tasker LLC, a wholly owned subsidiary of Orvelin Inc.", []string{"Orvelin Inc. > Tasker LLC"}},
		{"Orvelin Inc. unit Tasker LLC declined to comment.", []string{"Orvelin Inc. > Tasker LLC"}},
		{"Tasker LLC, which is owned by Orvelin Inc., declined to comment.", []string{"Orvelin Inc. > Tasker LLC"}},
		{"Orvelin Inc. and its California arm, Tasker LLC, were sued.", []string{"Orvelin Inc. > Tasker LLC"}},
		{"Orvelin Inc., which also owns the broadcaster Tasker LLC, is in talks.", []string{"Orvelin Inc. > Tasker LLC"}},
		{"Orvelin Inc., which owns 20 percent of Tasker LLC, is in talks.", nil},
		{"Orvelin Inc. sued Tasker LLC, a former unit of Hansot Inc.", nil},
		{"Tasker LLC, a member of the Orvelin Group, declined to comment.", []string{"Orvelin Group > Tasker LLC"}},
		{"Hansot Inc. makes pumps. Tasker LLC, a Hansot company, sued Orvelin Inc.", []string{"Hansot Inc. > Tasker LLC"}},
		{"Tasker LLC, a company, sued Orvelin Inc.", nil},
		{"Tasker LLC, which belongs to Orvelin Inc., declined to comment.", []string{"Orvelin Inc. > Tasker LLC"}},
		{"Tasker LLC, which once belonged to Orvelin Inc., declined to comment.", nil},
		{"Tasker LLC, which Orvelin Inc. owns, declined to comment.", []string{"Orvelin Inc. > Tasker LLC"}},
		{"Tasker LLC, in which Orvelin Inc. holds 60 percent, declined to comment.", []string{"Orvelin Inc. > Tasker LLC"}},
		{"Tasker LLC, in which Orvelin Inc. holds 40 percent, declined to comment.", nil},
		{"Orvelin Inc. will turn listed subsidiary Tasker LLC into a unit.", []string{"Orvelin Inc. > Tasker LLC"}},
		{"Tasker LLC in Hungary, whose parent, Singapore's Orvelin Inc., took part, declined.", []string{"Orvelin Inc. > Tasker LLC"}},
		{"Orvelin Inc., whose subsidiaries include Tasker LLC and Hansot Ltd., declined.", []string{"Orvelin Inc. > Tasker LLC", "Orvelin Inc. > Hansot Ltd."}},
		{"Orvelin Inc. and its former subsidiaries Tasker LLC and Hansot Ltd. were sued.", nil},
	} {
		var got []string
		for _, x := range extraction(t, test.text).Subsidiaries {
			if x.Confidence >= extract.Accepted {
				got = append(got, x.Parent+" > "+x.Child)
			}
		}
		sort.Strings(got)
		same(t, test.text, got, test.want)
	}
}

func TestDateline(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"LONDON (Reuters) - Orvelin rose.", "Orvelin rose."},
		{"SAN JOSE, Calif., and SUWON, South Korea – September 22, 2015 – Orvelin rose.", "Orvelin rose."},
		{"(Bloomberg) -- Orvelin rose.", "Orvelin rose."},
		{"Orvelin — a maker of toys — rose.", "Orvelin — a maker of toys — rose."},
	} {
		s := read(document(test.text)).sentences[0]
		if got := s.text[s.tokens[s.lead].start:]; got != test.want {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestRolesByConstruction(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		// Verbs that tell who is the head of what.
		{"“Good,” said Maren Tovik, who heads the battery unit of Orvelin Inc.", []string{"Maren Tovik|head of battery unit|Orvelin Inc.|CURRENT"}},
		{"Joel Amadi led Orvelin Inc.'s research team.", []string{"Joel Amadi|head of research team|Orvelin Inc.|FORMER"}},
		{"Orvelin Inc. hired Joel Amadi from Hansot Inc. to run its cloud business.", []string{"Joel Amadi|head of cloud business|Orvelin Inc.|CURRENT"}},
		{"Maren Tovik led the race for a year. Orvelin Inc. looked on.", nil},
		// Founders.
		{"Maren Tovik founded Orvelin Inc. in 2009 with Joel Amadi.", []string{"Maren Tovik|founder|Orvelin Inc.|CURRENT", "Joel Amadi|co-founder|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. was founded in 2009 by Maren Tovik and Joel Amadi.", []string{"Maren Tovik|founder|Orvelin Inc.|CURRENT", "Joel Amadi|founder|Orvelin Inc.|CURRENT"}},
		{"Co-founders Maren Tovik and Joel Amadi resigned from Orvelin Inc.", []string{"Maren Tovik|Co-founder|Orvelin Inc.|CURRENT", "Joel Amadi|Co-founder|Orvelin Inc.|CURRENT"}},
		// Who follows whom.
		{"Orvelin Inc.'s chairman, Maren Tovik, will be succeeded by Joel Amadi.", []string{"Maren Tovik|chairman|Orvelin Inc.|CURRENT", "Joel Amadi|chairman|Orvelin Inc.|CURRENT"}},
		{"Joel Amadi will become president of Orvelin Inc. He takes over from Maren Tovik.", []string{"Joel Amadi|president|Orvelin Inc.|CURRENT", "Maren Tovik|president|Orvelin Inc.|FORMER"}},
		{"Joel Amadi, previously plant manager at Hansot Inc., succeeds Maren Tovik.", []string{"Joel Amadi|plant manager|Hansot Inc.|FORMER"}},
		// Two positions of one person.
		{"Joel Amadi, an analyst at Hansot Inc. and a former adviser to Orvelin Inc., agreed.", []string{"Joel Amadi|analyst|Hansot Inc.|CURRENT", "Joel Amadi|adviser|Orvelin Inc.|FORMER"}},
		{"Joel Amadi, chairman of Orvelin Inc. and chief executive of its U.S. arm, Tasker Inc., agreed.", []string{"Joel Amadi|chairman|Orvelin Inc.|CURRENT", "Joel Amadi|chief executive|Tasker Inc.|CURRENT"}},
		// What a company makes of somebody.
		{"Orvelin Inc. has promoted Joel Amadi to chief operating officer.", []string{"Joel Amadi|chief operating officer|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. announced the appointment of Joel Amadi as general counsel.", []string{"Joel Amadi|general counsel|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. named sales chief Joel Amadi interim president.", []string{"Joel Amadi|sales chief|Orvelin Inc.|CURRENT", "Joel Amadi|interim president|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. appointed Joel Amadi and Maren Tovik as directors.", []string{"Joel Amadi|director|Orvelin Inc.|CURRENT", "Maren Tovik|director|Orvelin Inc.|CURRENT"}},
		// Titles in front of a name, over other words.
		{"As chairman of Orvelin Inc., Maren Tovik doubled sales.", []string{"Maren Tovik|chairman|Orvelin Inc.|CURRENT"}},
		{"Two directors of Orvelin Inc., Joel Amadi and Maren Tovik, resigned.", []string{"Joel Amadi|director|Orvelin Inc.|CURRENT", "Maren Tovik|director|Orvelin Inc.|CURRENT"}},
		{"Some analysts, including Joel Amadi of Hansot Securities, disagreed.", []string{"Joel Amadi|analyst|Hansot Securities|CURRENT"}},
		{"The next chairman of Orvelin Inc. will be Maren Tovik.", []string{"Maren Tovik|chairman|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc.'s Asia president, Joel Amadi, agreed.", []string{"Joel Amadi|Asia president|Orvelin Inc.|CURRENT"}},
		// Where the company stands elsewhere.
		{"Orvelin Inc., whose chairman, Maren Tovik, resigned, lost money.", []string{"Maren Tovik|chairman|Orvelin Inc.|CURRENT"}},
		{"At Hansot Inc., analyst Joel Amadi disagreed.", []string{"Joel Amadi|analyst|Hansot Inc.|CURRENT"}},
		{"Before joining Orvelin Inc., Joel Amadi worked as an engineer at Hansot Inc. He has been chief scientist since May.", []string{"Joel Amadi|engineer|Hansot Inc.|FORMER", "Joel Amadi|chief scientist|Orvelin Inc.|CURRENT"}},
		{"Joel Amadi left. The former Hansot Inc. finance director will live in Spain.", []string{"Joel Amadi|finance director|Hansot Inc.|FORMER"}},
		{"Speakers of Orvelin Inc. will be:\n• Joel Amadi, Chief Executive Officer", []string{"Joel Amadi|Chief Executive Officer|Orvelin Inc.|CURRENT"}},
		{"Maren Tovik sits on the boards of Orvelin Inc. and Hansot Inc.", []string{"Maren Tovik|board member|Orvelin Inc.|CURRENT", "Maren Tovik|board member|Hansot Inc.|CURRENT"}},
		{"Orvelin Inc. was silent. Joel Amadi, a spokesman for the union, was not.", nil},
		{"Orvelin Inc. appointed Joel Amadi as chairman. His predecessor, Maren Tovik, left.", []string{"Joel Amadi|chairman|Orvelin Inc.|CURRENT", "Maren Tovik|chairman|Orvelin Inc.|FORMER"}},
		{"Orvelin Inc. chairman Maren Tovik will retire. The board named Joel Amadi as her successor.", []string{"Maren Tovik|chairman|Orvelin Inc.|CURRENT", "Joel Amadi|chairman|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. bought a stake in Tasker Inc. from founder Joel Amadi. Amadi will stay on as chairman.", []string{"Joel Amadi|founder|Tasker Inc.|CURRENT", "Joel Amadi|chairman|Tasker Inc.|CURRENT"}},
		{"Orvelin Inc. has hired Joel Amadi to head its fintech arm, Tasker Payments.", []string{"Joel Amadi|head|Tasker Payments|CURRENT"}},
		{"Joel Amadi, who had headed Orvelin Inc.'s rail business, was promoted to president. Predecessor Maren Tovik left.", []string{"Joel Amadi|head of rail business|Orvelin Inc.|FORMER", "Joel Amadi|president|Orvelin Inc.|CURRENT", "Maren Tovik|president|Orvelin Inc.|FORMER"}},
		{"Tarvis Health CEO Joel Amadi agreed.", []string{"Joel Amadi|CEO|Tarvis Health|CURRENT"}},
		{"Maren Tovik joins Orvelin Inc. from Georg Hansvik, where she was head of sales.", []string{"Maren Tovik|head of sales|Georg Hansvik|FORMER"}},
		{"Founded by CEO Joel Amadi and CTO Maren Tovik, Tasker Inc. is bought by Orvelin Inc. Orvelin Inc. rose.", []string{"Joel Amadi|CEO|Tasker Inc.|CURRENT", "Joel Amadi|founder|Tasker Inc.|CURRENT", "Maren Tovik|CTO|Tasker Inc.|CURRENT", "Maren Tovik|founder|Tasker Inc.|CURRENT"}},
		{"Both will join Orvelin Inc., Amadi Joel as treasurer and Maren Tovik as controller.", []string{"Maren Tovik|controller|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. has made Joel Amadi, previously with Hansot Inc., its first chief security officer.", []string{"Joel Amadi|chief security officer|Orvelin Inc.|CURRENT"}},
		{"Veteran telecoms executive Joel Amadi is retiring as chairman of Orvelin Inc., to be succeeded by senior independent director Maren Tovik.", []string{"Joel Amadi|chairman|Orvelin Inc.|FORMER", "Maren Tovik|senior independent director|Orvelin Inc.|CURRENT", "Maren Tovik|chairman|Orvelin Inc.|CURRENT"}},
		{"Joel Amadi, founder of Orvelin Inc., left. His finance chief, Maren Tovik, stayed.", []string{"Joel Amadi|founder|Orvelin Inc.|CURRENT", "Maren Tovik|finance chief|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. won. FTC Chair Maren Tovik agreed.", nil},
		{"“Good,” said Maren Tovik, Chairman, President and Chief Executive Officer of Orvelin Inc.", []string{"Maren Tovik|Chairman|Orvelin Inc.|CURRENT", "Maren Tovik|President|Orvelin Inc.|CURRENT", "Maren Tovik|Chief Executive Officer|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. hired Joel Amadi from Hansot Inc. on Monday. Amadi will become president. He succeeds Maren Tovik.", []string{"Joel Amadi|president|Orvelin Inc.|CURRENT", "Maren Tovik|president|Orvelin Inc.|FORMER"}},
		{"Orvelin Inc. has a new boss. Maren Tovik comes from Hansot Inc., where she ran lending.", []string{"Maren Tovik|boss|Orvelin Inc.|CURRENT", "Maren Tovik|head of lending|Hansot Inc.|FORMER"}},
		{"Maren Tovik joined Orvelin Inc. in 2011, where she held positions including treasurer.", []string{"Maren Tovik|treasurer|Orvelin Inc.|FORMER"}},
		{"Orvelin Inc. said SVP Exploration Joel Amadi and Head of IR Maren Tovik agreed.", []string{"Joel Amadi|SVP Exploration|Orvelin Inc.|CURRENT", "Maren Tovik|Head of IR|Orvelin Inc.|CURRENT"}},
		{"Orvelin Inc. rose. Vice Chancellor Joel Amadi will hear the case.", nil},
		{"Orvelin Inc. rose. President Joel Amadi will hand over to Maren Tovik and become chairman.", []string{"Joel Amadi|President|Orvelin Inc.|CURRENT", "Joel Amadi|chairman|Orvelin Inc.|CURRENT"}},
		{"A lawyer for Orvelin Inc., Joel Amadi of Hansot Quarn, agreed.", []string{"Joel Amadi|lawyer|Hansot Quarn|CURRENT"}},
		{"Broker Hansot Capital cut its rating. Analyst Joel Amadi disagreed.", []string{"Joel Amadi|Analyst|Hansot Capital|CURRENT"}},
		{"Orvelin Inc. deputy chairman Joel Amadi, the founder's son, agreed.", []string{"Joel Amadi|deputy chairman|Orvelin Inc.|CURRENT"}},
		{"Copperlode (-2%): Said Chief Executive Officer Joel Amadi will leave for Orvelin Inc.", []string{"Joel Amadi|Chief Executive Officer|Copperlode|CURRENT"}},
	} {
		var got []string
		doc := document(strings.Split(test.text, "\n")...)
		found, err := New().Extract(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range extract.Ground(doc, found).People {
			for _, r := range p.Roles {
				if r.Confidence >= extract.Accepted {
					got = append(got, strings.Join([]string{p.Name, r.Title, r.Company, r.Status}, "|"))
				}
			}
		}
		sort.Strings(got)
		same(t, test.text, got, test.want)
	}
}

func TestPronounsOfPeople(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Maria Tovik met Robert Amadi of Orvelin Inc. She is chairman of Hansot Inc.", "Maria Tovik|chairman|Hansot Inc."},
		{"Maria Tovik met Robert Amadi of Orvelin Inc. He is chairman of Hansot Inc.", "Robert Amadi|chairman|Hansot Inc."},
		{"Robert Amadi met Peter Boe of Orvelin Inc. He is chairman of Hansot Inc.", "Robert Amadi|chairman|Hansot Inc."},
	} {
		var got []string
		for _, p := range extraction(t, test.text).People {
			for _, r := range p.Roles {
				got = append(got, strings.Join([]string{p.Name, r.Title, r.Company}, "|"))
			}
		}
		same(t, test.text, got, []string{test.want})
	}
}
