// Command generate writes everything that follows from schema.graphqls: the
// served schema, the typed views of the kinds, and gqlgen's code. It is run by
// `go generate ./graph`, in that directory.
package main

import (
	"fmt"
	"io"
	"log"
	"os"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
)

const modelPackage = "github.com/dealgraph/dealgraph/graph/model"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run() error {
	c, err := contract.Load(dealgraph.Schema)
	if err != nil {
		return err
	}
	if err := os.WriteFile("derived.graphqls", []byte(c.ServedText), 0o644); err != nil {
		return err
	}
	views, err := modelViews(c)
	if err != nil {
		return err
	}
	if err := os.WriteFile("model/kinds_gen.go", views, 0o644); err != nil {
		return err
	}
	cfg, err := config.LoadConfig("../gqlgen.yml")
	if err != nil {
		return err
	}
	bindTypes(cfg, c.Served)
	log.SetOutput(io.Discard) // a line per resolver; what fails comes back as an error
	return api.Generate(cfg, api.AddPlugin(oneLiners{c}))
}

// bindTypes tells gqlgen what the contract's types are in Go: enums are their
// names, inputs the maps that the plan reads. Objects bind by name to package
// model.
func bindTypes(cfg *config.Config, served *ast.Schema) {
	for name, def := range served.Types {
		switch {
		case def.BuiltIn:
		case def.Kind == ast.Enum:
			cfg.Models[name] = config.TypeMapEntry{Model: config.StringList{modelPackage + ".Enum"}}
		case def.Kind == ast.InputObject:
			cfg.Models[name] = config.TypeMapEntry{Model: config.StringList{"map[string]interface{}"}}
		}
	}
}
