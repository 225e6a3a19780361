export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  public: {
    Tables: {
      authors: {
        Row: {
          doc: NonNullable<Json>
          id: number
          mentor: number | null
          name: string
        }
        Insert: {
          doc: NonNullable<Json>
          id: number
          mentor?: number | null
          name: string
        }
        Update: {
          doc?: NonNullable<Json>
          id?: number
          mentor?: number | null
          name?: string
        }
        Relationships: [
          {
            foreignKeyName: "authors_mentor_fkey"
            columns: ["mentor"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "authors_mentor_fkey"
            columns: ["mentor"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "authors_mentor_fkey"
            columns: ["mentor"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "authors_mentor_fkey"
            columns: ["mentor"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      books: {
        Row: {
          author_id: number
          editor_id: number | null
          id: number
          title: string | null
          year: number | null
        }
        Insert: {
          author_id: number
          editor_id?: number | null
          id: number
          title?: string | null
          year?: number | null
        }
        Update: {
          author_id?: number
          editor_id?: number | null
          id?: number
          title?: string | null
          year?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
          {
            foreignKeyName: "books_editor_id_fkey"
            columns: ["editor_id"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_editor_id_fkey"
            columns: ["editor_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_editor_id_fkey"
            columns: ["editor_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_editor_id_fkey"
            columns: ["editor_id"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      profiles: {
        Row: {
          author_id: number
          bio: string | null
        }
        Insert: {
          author_id: number
          bio?: string | null
        }
        Update: {
          author_id?: number
          bio?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "profiles_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: true
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "profiles_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: true
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "profiles_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: true
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "profiles_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: true
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      reviews: {
        Row: {
          author_id: number | null
          id: number
          year: number | null
        }
        Insert: {
          author_id?: number | null
          id: number
          year?: number | null
        }
        Update: {
          author_id?: number | null
          id?: number
          year?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "reviews_book_fkey"
            columns: ["author_id", "year"]
            isOneToOne: false
            referencedRelation: "books"
            referencedColumns: ["author_id", "year"]
          },
          {
            foreignKeyName: "reviews_book_fkey"
            columns: ["author_id", "year"]
            isOneToOne: false
            referencedRelation: "plain"
            referencedColumns: ["author_id", "year"]
          },
        ]
      }
    }
    Views: {
      both_sides: {
        Row: {
          a: number | null
          b: number | null
          name: string | null
        }
        Insert: {
          a?: number | null
          b?: number | null
          name?: string | null
        }
        Update: {
          a?: number | null
          b?: number | null
          name?: string | null
        }
        Relationships: []
      }
      by_conditional_rule: {
        Row: {
          n: number | null
        }
        Relationships: []
      }
      by_rule: {
        Row: {
          n: number | null
        }
        Insert: {
          n?: number | null
        }
        Relationships: []
      }
      checked: {
        Row: {
          id: number | null
          year: number | null
        }
        Insert: {
          id?: number | null
          year?: number | null
        }
        Update: {
          id?: number | null
          year?: number | null
        }
        Relationships: []
      }
      constant: {
        Row: {
          j: Json | null
          l: string[] | null
          one: number | null
          t: string | null
        }
        Relationships: []
      }
      counted: {
        Row: {
          author_id: number | null
          n: number | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      deeper: {
        Row: {
          b: number | null
          w: number | null
        }
        Insert: {
          b?: number | null
          w?: number | null
        }
        Update: {
          b?: number | null
          w?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["w"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["w"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["w"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["w"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      delete_only: {
        Row: {
          n: number | null
          y: number | null
        }
        Relationships: []
      }
      insert_only: {
        Row: {
          n: number | null
          y: number | null
        }
        Insert: {
          n?: number | null
          y?: number | null
        }
        Relationships: []
      }
      joined: {
        Row: {
          author: number | null
          id: number | null
          name: string | null
          title: string | null
        }
        Relationships: []
      }
      odd: {
        Row: {
          "a (b) {c}, \\d": number | null
          "x y": number | null
        }
        Insert: {
          "a (b) {c}, \\d"?: number | null
          "x y"?: number | null
        }
        Update: {
          "a (b) {c}, \\d"?: number | null
          "x y"?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["x y"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["x y"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["x y"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["x y"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      of_stored: {
        Row: {
          author_id: number | null
          id: number | null
          title: string | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      of_union: {
        Row: {
          author_id: number | null
          id: number | null
        }
        Relationships: []
      }
      of_view: {
        Row: {
          book: number | null
          writer: number | null
        }
        Insert: {
          book?: number | null
          writer?: number | null
        }
        Update: {
          book?: number | null
          writer?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["writer"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["writer"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["writer"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["writer"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      partial: {
        Row: {
          author_id: number | null
        }
        Insert: {
          author_id?: number | null
        }
        Update: {
          author_id?: number | null
        }
        Relationships: []
      }
      plain: {
        Row: {
          author_id: number | null
          editor_id: number | null
          id: number | null
          title: string | null
          year: number | null
        }
        Insert: {
          author_id?: number | null
          editor_id?: number | null
          id?: number | null
          title?: string | null
          year?: number | null
        }
        Update: {
          author_id?: number | null
          editor_id?: number | null
          id?: number | null
          title?: string | null
          year?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
          {
            foreignKeyName: "books_editor_id_fkey"
            columns: ["editor_id"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_editor_id_fkey"
            columns: ["editor_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_editor_id_fkey"
            columns: ["editor_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_editor_id_fkey"
            columns: ["editor_id"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      renamed: {
        Row: {
          book: number | null
          loud: string | null
          writer: number | null
        }
        Insert: {
          book?: number | null
          loud?: never
          writer?: number | null
        }
        Update: {
          book?: number | null
          loud?: never
          writer?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["writer"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["writer"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["writer"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["writer"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      stored: {
        Row: {
          author_id: number | null
          id: number | null
          title: string | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      subselect: {
        Row: {
          author_id: number | null
          id: number | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
      update_only: {
        Row: {
          n: number | null
          y: number | null
        }
        Update: {
          n?: number | null
          y?: number | null
        }
        Relationships: []
      }
      whole: {
        Row: {
          a: number | null
          y: number | null
        }
        Insert: {
          a?: number | null
          y?: number | null
        }
        Update: {
          a?: number | null
          y?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "reviews_book_fkey"
            columns: ["a", "y"]
            isOneToOne: false
            referencedRelation: "books"
            referencedColumns: ["author_id", "year"]
          },
          {
            foreignKeyName: "reviews_book_fkey"
            columns: ["a", "y"]
            isOneToOne: false
            referencedRelation: "plain"
            referencedColumns: ["author_id", "year"]
          },
        ]
      }
      with_cte: {
        Row: {
          author_id: number | null
          id: number | null
        }
        Relationships: [
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "authors"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["a"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "both_sides"
            referencedColumns: ["b"]
          },
          {
            foreignKeyName: "books_author_id_fkey"
            columns: ["author_id"]
            isOneToOne: false
            referencedRelation: "joined"
            referencedColumns: ["author"]
          },
        ]
      }
    }
    Functions: {
      [_ in never]: never
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] &
        DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] &
        DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {},
  },
} as const

