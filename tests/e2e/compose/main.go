// Command compose says what each service of the Compose project in the working directory would find in its environment, as JSON.
// It reads the project with the library by which `docker compose` reads it.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	envFile := flag.String("env-file", "", "file whose values are put into the project, as docker compose --env-file")
	flag.Parse()
	environments, err := read(*envFile)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(environments)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(envFile string) (map[string]map[string]string, error) {
	var files []string
	if envFile != "" {
		files = []string{envFile}
	}
	options, err := cli.NewProjectOptions(nil,
		cli.WithWorkingDirectory("."),
		cli.WithOsEnv,
		cli.WithEnvFiles(files...),
		cli.WithDotEnv,
		cli.WithDefaultConfigPath,
	)
	if err != nil {
		return nil, err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return nil, err
	}
	environments := map[string]map[string]string{}
	for name, service := range project.Services {
		environments[name] = map[string]string{}
		for variable, value := range service.Environment {
			if value != nil {
				environments[name][variable] = *value
			}
		}
	}
	return environments, nil
}
