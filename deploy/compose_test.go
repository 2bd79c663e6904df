package deploy

import (
	"regexp"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

func TestTheServerWaitsForTheDatabasesHealth(t *testing.T) {
	project := mustLoad(t, "NEO4J_PASSWORD=a-long-password")
	dependency, ok := project.Services["dealgraph"].DependsOn["neo4j"]
	if !ok || dependency.Condition != types.ServiceConditionHealthy || !dependency.Required {
		t.Errorf("got dependency %+v", dependency)
	}
	check := project.Services["neo4j"].HealthCheck
	if check == nil || check.Disable || len(check.Test) != 2 || check.Test[0] != "CMD-SHELL" {
		t.Fatalf("got health check %+v", check)
	}
	for _, want := range []string{"cypher-shell", "RETURN 1", `"${NEO4J_AUTH#neo4j/}"`} {
		if !strings.Contains(check.Test[1], want) {
			t.Errorf("health check %q lacks %q", check.Test[1], want)
		}
	}
	if strings.Contains(check.Test[1], "a-long-password") {
		t.Error("the health check's command shows the password")
	}
}

func TestBothServicesAgreeOnTheAccount(t *testing.T) {
	project := mustLoad(t, "NEO4J_PASSWORD=a-long-password", "DEALGRAPH_WRITE_KEY=key")
	for service, wants := range map[string]map[string]string{
		"neo4j": {
			"NEO4J_AUTH":                       "neo4j/a-long-password",
			"NEO4J_dbms_usage__report_enabled": "false",
		},
		"dealgraph": {
			"DEALGRAPH_ADDR":      "0.0.0.0:8080",
			"DEALGRAPH_WRITE_KEY": "key",
			"NEO4J_URI":           "bolt://neo4j:7687",
			"NEO4J_USERNAME":      "neo4j",
			"NEO4J_PASSWORD":      "a-long-password",
			"NEO4J_DATABASE":      "neo4j",
		},
	} {
		environment := project.Services[service].Environment
		for name, want := range wants {
			if got := environment[name]; got == nil || *got != want {
				t.Errorf("%s: %s is %v, want %q", service, name, got, want)
			}
		}
	}
}

func TestWithoutAPasswordNothingStarts(t *testing.T) {
	for _, environment := range [][]string{nil, {"NEO4J_PASSWORD="}} {
		if _, err := load(t, environment...); err == nil || !strings.Contains(err.Error(), "NEO4J_PASSWORD") {
			t.Errorf("with %q: got %v", environment, err)
		}
	}
}

func TestPortsAreOpenToThisMachineOnly(t *testing.T) {
	project := mustLoad(t, "NEO4J_PASSWORD=a-long-password")
	published := map[string]uint32{}
	for name, service := range project.Services {
		for _, port := range service.Ports {
			if port.HostIP != "127.0.0.1" {
				t.Errorf("%s publishes %d on %q", name, port.Target, port.HostIP)
			}
			published[name+":"+port.Published] = port.Target
		}
	}
	if published["dealgraph:8080"] != 8080 {
		t.Errorf("the server's port is not published: %v", published)
	}
}

func TestTheDatabaseOutlivesItsContainer(t *testing.T) {
	project := mustLoad(t, "NEO4J_PASSWORD=a-long-password")
	for _, volume := range project.Services["neo4j"].Volumes {
		if volume.Target == "/data" {
			if _, declared := project.Volumes[volume.Source]; volume.Type != types.VolumeTypeVolume || !declared {
				t.Errorf("/data is on %+v", volume)
			}
			return
		}
	}
	t.Error("/data is on no volume")
}

func TestTheExampleNamesEveryVariable(t *testing.T) {
	compose := mustRead(t, "../docker-compose.yml")
	example := mustRead(t, "../.env.example")
	for _, match := range regexp.MustCompile(`[^$]\$\{([A-Z0-9_]+)`).FindAllStringSubmatch(compose, -1) {
		if !regexp.MustCompile(`(?m)^#?` + match[1] + `=`).MatchString(example) {
			t.Errorf(".env.example lacks %s", match[1])
		}
	}
}

// load reads the compose file with these variables only: neither the machine's environment nor a .env counts.
func load(t *testing.T, environment ...string) (*types.Project, error) {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{"../docker-compose.yml"}, cli.WithEnv(environment))
	if err != nil {
		t.Fatal(err)
	}
	return options.LoadProject(t.Context())
}

func mustLoad(t *testing.T, environment ...string) *types.Project {
	t.Helper()
	project, err := load(t, environment...)
	if err != nil {
		t.Fatal(err)
	}
	return project
}
