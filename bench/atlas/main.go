// Command atlas prints the SQL that the library of Atlas finds between two databases: what its command line does
// with "schema diff" on what its open edition covers.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"

	"ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/postgres"
	"ariga.io/atlas/sql/schema"
	_ "github.com/lib/pq"
)

func realm(ctx context.Context, url string) (migrate.Driver, *schema.Realm, error) {
	db, err := sql.Open("postgres", url)
	if err != nil {
		return nil, nil, err
	}
	driver, err := postgres.Open(db)
	if err != nil {
		return nil, nil, err
	}
	found, err := driver.InspectRealm(ctx, nil)
	return driver, found, err
}

func run(ctx context.Context, from, to string) error {
	driver, before, err := realm(ctx, from)
	if err != nil {
		return err
	}
	_, after, err := realm(ctx, to)
	if err != nil {
		return err
	}
	changes, err := driver.RealmDiff(before, after)
	if err != nil {
		return err
	}
	plan, err := driver.PlanChanges(ctx, "plan", changes)
	if err != nil {
		return err
	}
	for _, change := range plan.Changes {
		fmt.Println(change.Cmd + ";")
	}
	return nil
}

func main() {
	if err := run(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
